namespace Workbook.Reporting;

/// <summary>How a series is told from others: by colour, and without colour by the line's dashes and the markers' shape.</summary>
/// <param name="Color">A CSS colour.</param>
/// <param name="Dash">plotly.js's name of the dash pattern.</param>
/// <param name="Symbol">plotly.js's name of the marker.</param>
internal sealed record SeriesStyle(string Color, string Dash, string Symbol)
{
    // Okabe and Ito's set for all kinds of colour vision, without its yellow, which is too pale on white.
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00", "#56b4e9"];
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot", "longdash"];
    private static readonly string[] Symbols = ["circle", "diamond", "square", "triangle-up", "x"];

    /// <summary>The style of a series by its place, from 0; the first 35 lines differ.</summary>
    public static SeriesStyle Of(int index) => new(Colors[index % Colors.Length], Dashes[index % Dashes.Length], Symbols[index % Symbols.Length]);

    /// <summary>The style of a series of a grid: colour and marker by its group, dashes by its place in the group, both from 0.</summary>
    public static SeriesStyle InGrid(int group, int place) => Of(group) with { Dash = Dashes[place % Dashes.Length] };
}

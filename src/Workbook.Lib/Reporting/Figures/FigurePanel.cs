namespace Workbook.Reporting;

/// <summary>A pair of axes and what is marked between them; a figure has one or several, left to right.</summary>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
internal sealed record FigurePanel(FigureAxis X, FigureAxis Y)
{
    /// <summary>Heading over the panel; a line feed breaks the line.</summary>
    public string? Title { get; init; }

    /// <summary>Ranges of X that are set off, with a text above each.</summary>
    public IReadOnlyList<FigureBand> Bands { get; init; } = [];

    /// <summary>The text in the middle of a panel without data.</summary>
    public string? Statement { get; init; }

    /// <summary>A word across the panel, for numbers that must not be taken for results; null for none.</summary>
    public string? Watermark { get; init; }

    /// <summary>What lies behind the series; null for nothing.</summary>
    public FigurePicture? Picture { get; init; }

    /// <summary>A panel for what lies on a picture.</summary>
    public static FigurePanel Over(FigurePicture picture) =>
        new(new FigureAxis("") { Range = (0, picture.Width), Ticks = [] }, new FigureAxis("") { Range = (picture.Height, 0), Ticks = [] }) { Picture = picture };

    /// <summary>What plotly.js puts behind <c>x</c> and <c>y</c> to name a panel's axes.</summary>
    public static string Suffix(int panel) => panel == 0 ? "" : FormattableString.Invariant($"{panel + 1}");
}

/// <summary>A range of X, shaded.</summary>
/// <param name="From">Its lower end.</param>
/// <param name="To">Its upper end.</param>
/// <param name="Text">What stands above it; a line feed breaks the line.</param>
/// <param name="Color">A CSS colour.</param>
internal sealed record FigureBand(double From, double To, string Text, string Color);

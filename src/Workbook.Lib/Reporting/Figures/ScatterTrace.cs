using Newtonsoft.Json.Linq;

namespace Workbook.Reporting;

/// <summary>A series of points: a line, markers, texts or several of them.</summary>
internal sealed record ScatterTrace : IFigureTrace
{
    // Makes text readable on a picture.
    private const string Halo = "0 0 2px #ffffff, 0 0 2px #ffffff, 0 0 3px #ffffff, 0 0 3px #ffffff";

    /// <summary>Name in the legend. Series of one name are shown and hidden together.</summary>
    public required string Name { get; init; }

    /// <summary>Horizontal coordinates.</summary>
    public required IReadOnlyList<double> X { get; init; }

    /// <summary>Vertical coordinates, as many; null is a gap in the line.</summary>
    public required IReadOnlyList<double?> Y { get; init; }

    /// <summary>What a point says under the pointer, as many; a line feed breaks the line.</summary>
    public required IReadOnlyList<string> Hover { get; init; }

    /// <summary>Colour, dashes, markers.</summary>
    public required SeriesStyle Style { get; init; }

    /// <summary>Half the length of each point's error bar, in the unit of <see cref="Y"/>; null for none.</summary>
    public IReadOnlyList<double?>? ErrorY { get; init; }

    /// <summary>What is written above each point, as many, and whether it ends there instead of beginning; null for nothing.</summary>
    public IReadOnlyList<(string Text, bool EndsThere)>? Labels { get; init; }

    /// <summary>Whether points are joined.</summary>
    public bool HasLine { get; init; } = true;

    /// <summary>Whether points are marked.</summary>
    public bool HasMarkers { get; init; } = true;

    /// <summary>Width of the line in pixels.</summary>
    public double LineWidth { get; init; } = 2;

    /// <summary>Whether the line keeps a point's height up to the next point and jumps there.</summary>
    public bool IsStep { get; init; }

    /// <summary>Diameter of the markers in pixels.</summary>
    public double MarkerSize { get; init; } = 8;

    /// <summary>Opacity of the markers, in (0, 1].</summary>
    public double MarkerOpacity { get; init; } = 1;

    /// <summary>Index of the panel that it is drawn in.</summary>
    public int Panel { get; init; }

    /// <summary>Whether the legend names it; false for all but the first series of a name.</summary>
    public bool InLegend { get; init; } = true;

    /// <inheritdoc/>
    public JObject ToJson()
    {
        if (X.Count != Y.Count || X.Count != Hover.Count || (ErrorY ?? Y).Count != X.Count || (Labels?.Count ?? X.Count) != X.Count)
            throw new ArgumentException(
                $"Series \"{Name}\": expected as many Y, hover texts, error bars and labels as X ({X.Count}), "
                + $"got {Y.Count}, {Hover.Count}, {ErrorY?.Count} and {Labels?.Count}.");
        var suffix = FigurePanel.Suffix(Panel);
        var trace = new JObject
        {
            ["type"] = "scatter",
            ["mode"] = string.Join('+', new[] { HasLine ? "lines" : null, HasMarkers ? "markers" : null, Labels is null ? null : "text" }.OfType<string>()),
            ["name"] = PlotlyValues.Text(Name),
            ["legendgroup"] = Name,
            ["showlegend"] = InLegend,
            ["x"] = PlotlyValues.Numbers(X.Select(x => (double?)x)),
            ["y"] = PlotlyValues.Numbers(Y),
            ["xaxis"] = "x" + suffix,
            ["yaxis"] = "y" + suffix,
            ["hoverinfo"] = "text",
            ["hovertext"] = PlotlyValues.Texts(Hover),
        };
        if (HasLine)
            trace["line"] = new JObject { ["color"] = Style.Color, ["dash"] = Style.Dash, ["width"] = LineWidth };
        if (HasLine && IsStep)
            trace["line"]!["shape"] = "hv";
        if (HasMarkers)
            trace["marker"] = new JObject { ["color"] = Style.Color, ["symbol"] = Style.Symbol, ["size"] = MarkerSize, ["opacity"] = MarkerOpacity };
        if (Labels is not null)
        {
            trace["text"] = PlotlyValues.Texts(Labels.Select(label => label.Text));
            trace["textposition"] = new JArray(Labels.Select(label => label.EndsThere ? "top left" : "top right"));
            trace["textfont"] = new JObject { ["size"] = 11, ["color"] = Style.Color, ["shadow"] = Halo };
        }
        if (ErrorY is not null)
            trace["error_y"] = new JObject { ["type"] = "data", ["array"] = PlotlyValues.Whiskers(ErrorY), ["color"] = Style.Color, ["thickness"] = 1.5, ["width"] = 5 };
        return trace;
    }
}

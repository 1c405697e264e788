using Newtonsoft.Json.Linq;

namespace Workbook.Reporting;

/// <summary>A series of points: a line, markers or both.</summary>
internal sealed record ScatterTrace
{
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

    /// <summary>The trace as plotly.js takes it.</summary>
    public JObject ToJson()
    {
        if (X.Count != Y.Count || X.Count != Hover.Count || (ErrorY is not null && ErrorY.Count != X.Count))
            throw new ArgumentException(
                $"Series \"{Name}\": expected as many Y, hover texts and error bars as X ({X.Count}), got {Y.Count}, {Hover.Count} and {ErrorY?.Count}.");
        var suffix = FigurePanel.Suffix(Panel);
        var trace = new JObject
        {
            ["type"] = "scatter",
            ["mode"] = (HasLine, HasMarkers) switch { (true, true) => "lines+markers", (true, false) => "lines", _ => "markers" },
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
        if (ErrorY is not null)
            trace["error_y"] = new JObject { ["type"] = "data", ["array"] = PlotlyValues.Numbers(ErrorY), ["color"] = Style.Color, ["thickness"] = 1.5, ["width"] = 5 };
        return trace;
    }
}

using Newtonsoft.Json.Linq;

namespace Workbook.Reporting;

/// <summary>A series of upright bars.</summary>
internal sealed record BarTrace : IFigureTrace
{
    /// <summary>Name in the legend. Series of one name are shown and hidden together.</summary>
    public required string Name { get; init; }

    /// <summary>Middles of the bars.</summary>
    public required IReadOnlyList<double> X { get; init; }

    /// <summary>Heights, as many; null for no bar.</summary>
    public required IReadOnlyList<double?> Y { get; init; }

    /// <summary>Where each bar begins, as many; null for 0.</summary>
    public IReadOnlyList<double>? Base { get; init; }

    /// <summary>What a bar says under the pointer, as many; a line feed breaks the line.</summary>
    public required IReadOnlyList<string> Hover { get; init; }

    /// <summary>A CSS colour.</summary>
    public required string Color { get; init; }

    /// <summary>Width of a bar, in the unit of <see cref="X"/>.</summary>
    public required double Width { get; init; }

    /// <summary>Half the length of each bar's whisker, in the unit of <see cref="Y"/>; null for none.</summary>
    public required IReadOnlyList<double?> ErrorY { get; init; }

    /// <inheritdoc/>
    public JObject ToJson()
    {
        if (X.Count != Y.Count || X.Count != Hover.Count || X.Count != ErrorY.Count || X.Count != (Base?.Count ?? X.Count))
            throw new ArgumentException(
                $"Series \"{Name}\": expected as many Y, hover texts, error bars and beginnings as X ({X.Count}), got {Y.Count}, {Hover.Count}, {ErrorY.Count} and {Base?.Count ?? X.Count}.");
        var trace = new JObject
        {
            ["type"] = "bar",
            ["name"] = PlotlyValues.Text(Name),
            ["legendgroup"] = Name,
            ["x"] = PlotlyValues.Numbers(X.Select(x => (double?)x)),
            ["y"] = PlotlyValues.Numbers(Y),
            ["width"] = PlotlyValues.Number(Width),
            ["xaxis"] = "x",
            ["yaxis"] = "y",
            ["hoverinfo"] = "text",
            ["hovertext"] = PlotlyValues.Texts(Hover),
            ["textposition"] = "none",
            ["marker"] = new JObject { ["color"] = Color, ["opacity"] = 0.6 },
            // Dark, to be seen on the bar too.
            ["error_y"] = new JObject { ["type"] = "data", ["array"] = PlotlyValues.Whiskers(ErrorY), ["color"] = "#222222", ["thickness"] = 1.5, ["width"] = 3 },
        };
        if (Base is not null)
            trace["base"] = PlotlyValues.Numbers(Base.Select(from => (double?)from));
        return trace;
    }
}

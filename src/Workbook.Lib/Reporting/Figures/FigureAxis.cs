using Newtonsoft.Json.Linq;

namespace Workbook.Reporting;

/// <summary>An axis of a panel.</summary>
/// <param name="Title">What it measures, with the unit; empty where the panel's heading or the panel to the left says it.</param>
internal sealed record FigureAxis(string Title)
{
    private static readonly (double, string)[] RoundCounts =
        [.. new[] { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000 }.Select(count => ((double)count, FormattableString.Invariant($"{count}")))];

    private static readonly (double, string)[] PowersOfTen =
        [(1, "1"), (10, "10"), (100, "100"), (1000, "1,000"), (10_000, "10,000"), (100_000, "100,000")];

    /// <summary>A class's number of training images; what is outside the range is cut off.</summary>
    public static FigureAxis TrainingImages(double from, double to) =>
        new("training images of the class") { IsLog = true, Range = (from, to), Ticks = RoundCounts };

    /// <summary>How many there are of something, over orders of magnitude; what is outside the range is cut off.</summary>
    public static FigureAxis Count(string title, double from, double to) => new(title) { IsLog = true, Range = (from, to), Ticks = PowersOfTen };

    /// <summary>Sizes of something: logarithmic where the largest is at least a hundred times the smallest and none is 0.</summary>
    public static FigureAxis Sizes(string title, IReadOnlyCollection<double> sizes)
    {
        var (least, most) = (sizes.Min(), sizes.Max());
        if (least <= 0 || most < 100 * least)
            return new(title);
        var ticks = Enumerable.Range(-12, 25).Select(power => Math.Pow(10, power)).Where(tick => tick >= least / 10 && tick <= most * 10);
        return new(title) { IsLog = true, Range = (least / 1.5, most * 1.5), Ticks = [.. ticks.Select(tick => (tick, FormattableString.Invariant($"{tick:G4}")))] };
    }

    /// <summary>Whether it is logarithmic.</summary>
    public bool IsLog { get; init; }

    /// <summary>Whether 0 is marked by a line.</summary>
    public bool HasZeroLine { get; init; }

    /// <summary>The values at its ends; null lets plotly.js choose.</summary>
    public (double From, double To)? Range { get; init; }

    /// <summary>Values that are marked, with their labels; null lets plotly.js choose.</summary>
    public IReadOnlyList<(double Value, string Label)>? Ticks { get; init; }

    /// <summary>The value halfway between two on the axis.</summary>
    public double Middle(double from, double to) => IsLog ? Math.Sqrt(from * to) : (from + to) / 2;

    /// <summary>A value as a place on the axis, for ranges and notes.</summary>
    public double Place(double value) => IsLog ? Math.Log10(value) : value;

    /// <summary>The axis as plotly.js takes it.</summary>
    public JObject ToJson(string anchor, (double From, double To) domain)
    {
        var axis = new JObject
        {
            ["title"] = new JObject { ["text"] = PlotlyValues.Text(Title), ["standoff"] = 8, ["font"] = new JObject { ["size"] = 13 } },
            ["type"] = IsLog ? "log" : "linear",
            ["anchor"] = anchor,
            ["domain"] = new JArray(domain.From, domain.To),
            ["automargin"] = true,
            ["gridcolor"] = "#e5e5e5",
            ["linecolor"] = "#888888",
            ["showline"] = true,
            ["zeroline"] = HasZeroLine,
        };
        if (HasZeroLine)
            axis["zerolinecolor"] = "#888888";
        if (Range is { } range)
            axis["range"] = PlotlyValues.Numbers([Place(range.From), Place(range.To)]);
        if (Ticks is not null)
        {
            axis["tickmode"] = "array";
            axis["tickvals"] = PlotlyValues.Numbers(Ticks.Select(tick => (double?)tick.Value));
            axis["ticktext"] = PlotlyValues.Texts(Ticks.Select(tick => tick.Label));
        }
        return axis;
    }
}

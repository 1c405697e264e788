using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>How much one row has over another, measured and published.</summary>
internal static class Gains
{
    /// <summary>The gain in a metric.</summary>
    /// <param name="name">The row's name in the figure.</param>
    /// <param name="row">The row.</param>
    /// <param name="over">What it is held against.</param>
    /// <param name="metric">The metric.</param>
    public static BarValue Of(string name, RowResults row, RowResults over, MetricColumn metric)
    {
        var gain = Contrast.Gain(metric.Header, row.Row.Id, over.Row.Id, metric.Id);
        var samples = AreComparable(row, over) ? ContrastSamples.Of(gain, new[] { row, over }.ToDictionary(either => either.Row.Id)) : null;
        var published = row.Row.Published.GetValueOrDefault(metric.Id)?.Value - over.Row.Published.GetValueOrDefault(metric.Id)?.Value;
        var text = $"{name}: gain in {metric.Header}"
            + (samples?.Estimate is null ? "" : FormattableString.Invariant($" (seeds {string.Join(", ", samples.Seeds)})"));
        return new BarValue(
            text, published is { } difference ? Estimate.Rounded(difference) : null, samples?.Estimate?.Mean, samples?.Estimate?.Lower, samples?.Estimate?.Upper);
    }

    /// <summary>Whether both have runs of one setting.</summary>
    public static bool AreComparable(RowResults row, RowResults over) =>
        row.Records.Count > 0 && over.Records.Count > 0 && !RowSettings.Differences([over, row]).Any();
}

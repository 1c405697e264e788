using System.Globalization;
using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>One metric of one row: the published number beside the one measured here.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Published">The published number; null where the paper gives none.</param>
/// <param name="Mean">Mean over seeds; null without runs.</param>
/// <param name="Deviation">Sample standard deviation over seeds (n - 1); null below two seeds.</param>
/// <param name="Difference">
/// Mean minus published; null where that would compare unlike things: synthetic data, the smoke profile, numbers that the paper copied from other work.
/// </param>
public sealed record MetricSummary(MetricColumn Metric, PublishedNumber? Published, double? Mean, double? Deviation, double? Difference)
{
    /// <summary><c>43.38 ± 0.21</c>, without the spread below two seeds; empty without runs. Two decimals, as the paper prints.</summary>
    public string MeasuredText =>
        Mean is not { } mean ? "" : Deviation is { } deviation ? Invariant($"{mean:F2} ± {deviation:F2}") : Invariant($"{mean:F2}");

    /// <summary><c>+0.21</c>; empty where there is none.</summary>
    public string DifferenceText => Difference is { } difference ? Invariant($"{difference:+0.00;-0.00;0.00}") : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

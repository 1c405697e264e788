using System.Globalization;
using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>One metric of one row: the published number beside the one measured here.</summary>
public sealed record MetricSummary
{
    /// <summary>The metric.</summary>
    public required MetricColumn Metric { get; init; }

    /// <summary>The published number; null where the paper gives none.</summary>
    public PublishedNumber? Published { get; init; }

    /// <summary>Mean over seeds; null without runs.</summary>
    public double? Mean { get; init; }

    /// <summary>Sample standard deviation over seeds (n - 1); null below two seeds.</summary>
    public double? Deviation { get; init; }

    /// <summary>Lower end of the 95 % confidence interval of the mean (Student's t over seeds); null below two seeds.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the 95 % confidence interval of the mean; null below two seeds.</summary>
    public double? Upper { get; init; }

    /// <summary>
    /// Mean minus published; null where that would compare unlike things: synthetic data, the smoke profile, numbers that the paper copied from other work.
    /// </summary>
    public double? Difference { get; init; }

    /// <summary>Lower end of the 95 % confidence interval of <see cref="Difference"/>, the published number taken as exact; null where there is none.</summary>
    public double? DifferenceLower => Difference is null ? null : Lower - Published?.Value;

    /// <summary>Upper end of the 95 % confidence interval of <see cref="Difference"/>; null where there is none.</summary>
    public double? DifferenceUpper => Difference is null ? null : Upper - Published?.Value;

    /// <summary><c>43.38 ± 0.21</c>, without the spread below two seeds; empty without runs. Two decimals, as the paper prints.</summary>
    public string MeasuredText =>
        Mean is not { } mean ? "" : Deviation is { } deviation ? Invariant($"{mean:F2} ± {deviation:F2}") : Invariant($"{mean:F2}");

    /// <summary><c>+0.21 [-0.10, +0.52]</c>, without the interval below two seeds; empty where there is no difference.</summary>
    public string DifferenceText => Difference is { } difference ? SignedText.Of(difference, DifferenceLower, DifferenceUpper) : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

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
public sealed record MetricSummary(MetricColumn Metric, PublishedNumber? Published, double? Mean, double? Deviation, double? Difference);

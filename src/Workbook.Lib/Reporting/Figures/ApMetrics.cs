using Workbook.Experiments;

namespace Workbook.Reporting;

/// <summary>The metrics that tell the groups of categories apart.</summary>
internal static class ApMetrics
{
    /// <summary>AP, APr, APc, APf.</summary>
    public static IReadOnlyList<MetricColumn> All { get; } = [MetricColumn.Ap, MetricColumn.ApRare, MetricColumn.ApCommon, MetricColumn.ApFrequent];
}

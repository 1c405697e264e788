namespace Workbook.Experiments;

/// <summary>A measured column of a table.</summary>
/// <param name="Id">Key in a run's metrics (<c>top1</c>).</param>
/// <param name="Header">Heading with its unit (<c>Top-1 (%)</c>).</param>
public sealed record MetricColumn(string Id, string Header)
{
    /// <summary>Share of test images whose label has the highest score, in percent.</summary>
    public static MetricColumn Top1 { get; } = new("top1", "Top-1 (%)");

    /// <summary>Share of test images whose label is among the five highest scores, in percent.</summary>
    public static MetricColumn Top5 { get; } = new("top5", "Top-5 (%)");

    /// <summary>Top-1 over the test images of classes with more than 100 training images, in percent.</summary>
    public static MetricColumn Many { get; } = new("many", "Many-shot top-1 (%)");

    /// <summary>Top-1 over the test images of classes with 20 to 100 training images, in percent.</summary>
    public static MetricColumn Medium { get; } = new("medium", "Medium-shot top-1 (%)");

    /// <summary>Top-1 over the test images of classes with fewer than 20 training images, in percent.</summary>
    public static MetricColumn Few { get; } = new("few", "Few-shot top-1 (%)");
}

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

    /// <summary>Average precision over thresholds of intersection over union from 0.5 to 0.95, of masks where the data have masks; on Open Images
    /// at 0.5, of boxes.</summary>
    public static MetricColumn Ap { get; } = new("ap", "AP");

    /// <summary><see cref="Ap"/> at 0.5.</summary>
    public static MetricColumn Ap50 { get; } = new("ap50", "AP50");

    /// <summary><see cref="Ap"/> at 0.75.</summary>
    public static MetricColumn Ap75 { get; } = new("ap75", "AP75");

    /// <summary><see cref="Ap"/> of the rare categories: 1 to 10 training images.</summary>
    public static MetricColumn ApRare { get; } = new("apr", "APr");

    /// <summary><see cref="Ap"/> of the common categories: 11 to 100 training images.</summary>
    public static MetricColumn ApCommon { get; } = new("apc", "APc");

    /// <summary><see cref="Ap"/> of the frequent categories: more than 100 training images.</summary>
    public static MetricColumn ApFrequent { get; } = new("apf", "APf");

    /// <summary><see cref="Ap"/> of objects of less than 32 x 32 pixels.</summary>
    public static MetricColumn ApSmall { get; } = new("aps", "APS");

    /// <summary><see cref="Ap"/> of objects of 32 x 32 to 96 x 96 pixels.</summary>
    public static MetricColumn ApMedium { get; } = new("apm", "APM");

    /// <summary><see cref="Ap"/> of larger objects.</summary>
    public static MetricColumn ApLarge { get; } = new("apl", "APL");

    /// <summary><see cref="Ap"/> of boxes.</summary>
    public static MetricColumn ApBox { get; } = new("apbbox", "APbbox");

    /// <summary>The tail ratio of lambda (equation 8), in percent.</summary>
    public static MetricColumn TailRatio { get; } = new("tr", "TR (%)");

    /// <summary>On Open Images: <see cref="Ap"/> of a fifth of the categories, from 1 (most training images) to 5.</summary>
    public static MetricColumn ApOfGroup(int group) => new($"ap{group}", $"AP{group}");
}

namespace Workbook.Experiments;

/// <summary>Table 1: the equalization loss on six detectors.</summary>
internal static class Table1
{
    private static readonly MetricColumn[] Metrics =
    [
        MetricColumn.Ap, MetricColumn.Ap50, MetricColumn.Ap75, MetricColumn.ApRare, MetricColumn.ApCommon, MetricColumn.ApFrequent, MetricColumn.ApBox,
    ];

    private static readonly DetectorModel[] Models =
    [
        new(DetectorFramework.MaskRcnn, 50, DetectorFeatures.C4),
        new(DetectorFramework.MaskRcnn, 101, DetectorFeatures.C4),
        new(DetectorFramework.MaskRcnn, 50, DetectorFeatures.Pyramid),
        new(DetectorFramework.MaskRcnn, 101, DetectorFeatures.Pyramid),
        new(DetectorFramework.CascadeMaskRcnn, 50, DetectorFeatures.Pyramid),
        new(DetectorFramework.CascadeMaskRcnn, 101, DetectorFeatures.Pyramid),
    ];

    public static PaperTable Declare() => new()
    {
        Id = "table1",
        Title = "Table 1: the equalization loss on six detectors",
        Caption = "Average precision (AP) on the LVIS v0.5 validation set of six detectors trained with sigmoid cross-entropy and with the equalization loss "
            + "(EQL, lambda 1.76e-3). AP is of masks, APr, APc and APf of rare, common and frequent categories, APbbox of boxes.",
        Notebook = "03-main-results",
        Source = $"{PublishedTables.Source}, Table 1",
        Metrics = Metrics,
        Rows = [.. Models.SelectMany(model => new[] { Row(model, isEql: false), Row(model, isEql: true) })],
        Claims =
        [
            new Claim
            {
                Id = "ap-every-detector",
                Statement = "EQL has a higher AP than sigmoid cross-entropy with every one of the six detectors.",
                Source = "section 4.3 (\"consistent improvement on all those models\"), Table 1",
                Contrasts = [.. Models.Select(model => Gain(model, MetricColumn.Ap))],
            },
            new Claim
            {
                Id = "gain-from-rare",
                Statement = "With every detector the improvement comes from rare categories: APr rises, and rises more than APf.",
                Source = "section 4.3 (\"mainly comes from the rare and common categories\"), Table 1",
                Contrasts = GainsBeyondFrequent(MetricColumn.ApRare),
            },
            new Claim
            {
                Id = "gain-from-common",
                Statement = "With every detector the improvement comes from common categories: APc rises, and rises more than APf.",
                Source = "section 4.3 (\"mainly comes from the rare and common categories\"), Table 1",
                Contrasts = GainsBeyondFrequent(MetricColumn.ApCommon),
            },
        ],
        Notes =
        [
            "The paper prints no settings of C4 and of the cascade: here those of detectron2 (v0.6).",
            "The authors' published code trains by another recipe and reports other numbers; those here are the paper's.",
        ],
    };

    private static TableRow Row(DetectorModel model, bool isEql) => new()
    {
        Id = Id(model, isEql),
        Label = $"{Name(model)}{(isEql ? ", EQL" : "")}",
        Experiment = Baselines.MaskRcnnR50Fpn with { Model = model, Loss = isEql ? Baselines.LvisEql : Loss.Sigmoid() },
        Published = PublishedTables.Numbers(
            "table1", [("Framework", model.FrameworkName), ("Backbone", model.Backbone), ("EQL", isEql ? "yes" : "no")], Metrics),
    };

    private static IReadOnlyList<Contrast> GainsBeyondFrequent(MetricColumn metric) =>
    [
        .. Models.SelectMany(model => new[]
        {
            Gain(model, metric),
            Contrast.GainBeyond(
                $"{metric.Header} gain beyond APf gain, {Name(model)}", Id(model, isEql: true), Id(model, isEql: false), metric.Id, MetricColumn.ApFrequent.Id),
        }),
    ];

    private static Contrast Gain(DetectorModel model, MetricColumn metric) =>
        Contrast.Gain($"{metric.Header} gain, {Name(model)}", Id(model, isEql: true), Id(model, isEql: false), metric.Id);

    private static string Id(DetectorModel model, bool isEql) => model.Slug + (isEql ? "-eql" : "");

    private static string Name(DetectorModel model) => $"{model.FrameworkName} {model.Backbone}";
}

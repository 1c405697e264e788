namespace Workbook.Experiments;

/// <summary>Table 2: the frequency threshold lambda.</summary>
internal static class Table2
{
    private static readonly MetricColumn[] Metrics =
        [MetricColumn.TailRatio, MetricColumn.Ap, MetricColumn.ApRare, MetricColumn.ApCommon, MetricColumn.ApFrequent, MetricColumn.ApBox];

    private static readonly (string Printed, string Text, double Value)[] Lambdas =
    [
        ("0", "0", 0), ("0.176", "1.76e-4", 1.76e-4), ("0.5", "5e-4", 5e-4), ("0.8", "8e-4", 8e-4), ("1.5", "1.5e-3", 1.5e-3),
        ("1.76", "1.76e-3", Baselines.LvisLambda), ("2.0", "2e-3", 2e-3), ("3.0", "3e-3", 3e-3), ("5.0", "5e-3", 5e-3),
    ];

    private static readonly string Sigmoid = Id("0");

    /// <summary>lambda_r: all rare categories and no other are tail.</summary>
    private static readonly string Rare = Id("1.76e-4");

    /// <summary>lambda_c: all rare and common categories and no other are tail.</summary>
    private static readonly string Common = Id("1.76e-3");

    public static PaperTable Declare() => new()
    {
        Id = "table2",
        Title = "Table 2: the frequency threshold lambda",
        Caption = "Mask R-CNN R-50-FPN on LVIS v0.5 with the equalization loss (EQL), for lambdas that make more and more categories tail. TR is the tail "
            + "ratio: the share of the tail categories in all pairs of a training image and a category. Lambda 0 is sigmoid cross-entropy.",
        Notebook = "04-threshold",
        Source = $"{PublishedTables.Source}, Table 2",
        Metrics = Metrics,
        Rows =
        [
            .. Lambdas.Select(lambda => new TableRow
            {
                Id = Id(lambda.Text),
                Label = $"EQL, lambda {lambda.Text}{Meaning(lambda.Text)}",
                Experiment = Baselines.MaskRcnnR50Fpn with { Loss = Loss.Eql(lambda.Value, keepsListed: true) },
                Published = PublishedTables.Numbers(
                    "table2", "lambda_e-3", lambda.Printed, [.. Metrics.Select(metric => (metric, metric == MetricColumn.TailRatio ? "TR_percent" : metric.Header))]),
            }),
        ],
        Claims =
        [
            new Claim
            {
                Id = "ap-rises-with-tail",
                Statement = "AP rises when lambda takes in the rare categories, and rises again when it takes in the common ones too.",
                Source = "section 4.4 (\"significant improvement of overall AP as lambda increases to include more tail categories\"), Table 2",
                Contrasts =
                [
                    Contrast.Gain("AP, lambda 1.76e-4 over lambda 0", Rare, Sigmoid, MetricColumn.Ap.Id),
                    Contrast.Gain("AP, lambda 1.76e-3 over lambda 1.76e-4", Common, Rare, MetricColumn.Ap.Id),
                ],
            },
            new Claim
            {
                Id = "ap-falls-beyond",
                Statement = "AP falls again when lambda takes in frequent categories: at 3e-3 and at 5e-3 it is below that of 1.76e-3.",
                Source = "section 4.4 (\"tends to degenerate when lambda increases to include frequent categories\"), Table 2",
                Contrasts =
                [
                    Contrast.Gain("AP, lambda 1.76e-3 over lambda 3e-3", Common, Id("3e-3"), MetricColumn.Ap.Id),
                    Contrast.Gain("AP, lambda 1.76e-3 over lambda 5e-3", Common, Id("5e-3"), MetricColumn.Ap.Id),
                ],
            },
            new Claim
            {
                Id = "rare-lambda-rare-gain",
                Statement = "At lambda 1.76e-4, where only rare categories are tail, APr rises, and rises more than APc and APf.",
                Source = "section 4.4, Table 2",
                Contrasts =
                [
                    Contrast.Gain("APr gain", Rare, Sigmoid, MetricColumn.ApRare.Id),
                    Contrast.GainBeyond("APr gain beyond APc gain", Rare, Sigmoid, MetricColumn.ApRare.Id, MetricColumn.ApCommon.Id),
                    Contrast.GainBeyond("APr gain beyond APf gain", Rare, Sigmoid, MetricColumn.ApRare.Id, MetricColumn.ApFrequent.Id),
                ],
            },
            new Claim
            {
                Id = "rare-lambda-spares-others",
                Statement = "At lambda 1.76e-4 the influence on the other categories is marginal: APc and APf fall by less than 1 point.",
                Source = "section 4.4 (\"marginal influence\"), Table 2",
                Contrasts =
                [
                    Contrast.Gain("APc change", Rare, Sigmoid, MetricColumn.ApCommon.Id, margin: -1),
                    Contrast.Gain("APf change", Rare, Sigmoid, MetricColumn.ApFrequent.Id, margin: -1),
                ],
                NeedsPaperScale = true,
            },
            new Claim
            {
                Id = "common-lambda-tail-gain",
                Statement = "At lambda 1.76e-3, where rare and common categories are tail, APr and APc rise.",
                Source = "section 4.4, Table 2",
                Contrasts =
                [
                    Contrast.Gain("APr gain", Common, Sigmoid, MetricColumn.ApRare.Id),
                    Contrast.Gain("APc gain", Common, Sigmoid, MetricColumn.ApCommon.Id),
                ],
            },
            new Claim
            {
                Id = "common-lambda-spares-frequent",
                Statement = "At lambda 1.76e-3 APf degenerates only slightly: by less than 1 point.",
                Source = "section 4.4 (\"only degenerates slightly\"), Table 2",
                Contrasts = [Contrast.Gain("APf change", Common, Sigmoid, MetricColumn.ApFrequent.Id, margin: -1)],
                NeedsPaperScale = true,
            },
        ],
    };

    private static string Id(string lambda) => $"lambda={lambda}";

    private static string Meaning(string lambda) => lambda switch
    {
        "0" => " (sigmoid)",
        "1.76e-4" => " (rare)",
        "1.76e-3" => " (rare and common)",
        _ => "",
    };
}

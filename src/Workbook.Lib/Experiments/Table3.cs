using Workbook.Losses;

namespace Workbook.Experiments;

/// <summary>Table 3: the threshold function.</summary>
internal static class Table3
{
    private const string Exponential = "exponential", Gompertz = "gompertz", Threshold = "threshold";

    private static readonly MetricColumn[] Metrics =
        [MetricColumn.Ap, MetricColumn.ApRare, MetricColumn.ApCommon, MetricColumn.ApFrequent, MetricColumn.ApBox];

    public static PaperTable Declare() => new()
    {
        Id = "table3",
        Title = "Table 3: three forms of the threshold function",
        Caption = "Mask R-CNN R-50-FPN on LVIS v0.5 with the equalization loss (EQL), whose weight of negative samples either falls at once where a category's "
            + "frequency is below lambda, or gradually: by an exponential or by a Gompertz decay. The paper reports the best run of each decay.",
        Notebook = "05-threshold-functions",
        Source = $"{PublishedTables.Source}, Table 3",
        Metrics = Metrics,
        Rows =
        [
            Row(Exponential, "EQL, exponential decay", "Exponential decay", Loss.EqlDecay(new ThresholdFunction.ExponentialDecay(), keepsListed: true)),
            Row(Gompertz, "EQL, Gompertz decay", "Gompertz decay", Loss.EqlDecay(new ThresholdFunction.GompertzDecay(), keepsListed: true)),
            Row(Threshold, "EQL, threshold", "Ours", Baselines.LvisEql),
        ],
        Claims =
        [
            new Claim
            {
                Id = "similar",
                Statement = "All three forms give similar results: the AP of none is 1 point or more above that of another.",
                Source = "section 4.4 (\"fairly similar results\"), Table 3",
                Contrasts =
                [
                    .. Within(Threshold, Exponential),
                    .. Within(Threshold, Gompertz),
                    .. Within(Gompertz, Exponential),
                ],
                NeedsPaperScale = true,
            },
            new Claim
            {
                Id = "threshold-best",
                Statement = "The threshold, which has the fewest hyper-parameters, gives the highest AP of the three.",
                Source = "section 4.4 (\"better performance\"), Table 3",
                Contrasts =
                [
                    Contrast.Gain("AP above exponential decay", Threshold, Exponential, MetricColumn.Ap.Id),
                    Contrast.Gain("AP above Gompertz decay", Threshold, Gompertz, MetricColumn.Ap.Id),
                ],
            },
        ],
    };

    private static TableRow Row(string id, string label, string design, Loss loss) => new()
    {
        Id = id,
        Label = label,
        Experiment = Baselines.MaskRcnnR50Fpn with { Loss = loss },
        Published = PublishedTables.Numbers("table3", [("Design", design)], Metrics),
    };

    // Less than 1 point apart, either way.
    private static Contrast[] Within(string first, string second) =>
    [
        Contrast.Gain($"AP, {first} over {second}", first, second, MetricColumn.Ap.Id, margin: -1),
        Contrast.Gain($"AP, {second} over {first}", second, first, MetricColumn.Ap.Id, margin: -1),
    ];
}

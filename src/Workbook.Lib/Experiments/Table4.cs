namespace Workbook.Experiments;

/// <summary>Table 4: the excluding function E(r).</summary>
internal static class Table4
{
    private const string Without = "without-e", With = "with-e";

    private static readonly MetricColumn[] Metrics =
        [MetricColumn.Ap, MetricColumn.ApRare, MetricColumn.ApCommon, MetricColumn.ApFrequent, MetricColumn.ApBox];

    public static PaperTable Declare() => new()
    {
        Id = "table4",
        Title = "Table 4: the excluding function",
        Caption = "Mask R-CNN R-50-FPN on LVIS v0.5 with the equalization loss (EQL), with and without its excluding function E(r). Without it, background "
            + "proposals are no negative samples of the tail either.",
        Notebook = "06-excluding-function",
        Source = $"{PublishedTables.Source}, Table 4",
        Metrics = Metrics,
        Rows =
        [
            Row(Without, "EQL without E(r)", "no", Loss.Eql(Baselines.LvisLambda, excludesBackground: false, keepsListed: true)),
            Row(With, "EQL with E(r)", "yes", Baselines.LvisEql),
        ],
        Claims =
        [
            new Claim
            {
                Id = "ap-gain",
                Statement = "E(r) raises AP.",
                Source = "section 4.4 (\"0.6 points AP gain\"), Table 4",
                Contrasts = [Contrast.Gain("AP with over without E(r)", With, Without, MetricColumn.Ap.Id)],
            },
            new Claim
            {
                Id = "frequent-fall",
                Statement = "Without E(r), APf falls.",
                Source = "section 4.4, Table 4",
                Contrasts = [Contrast.Gain("APf with over without E(r)", With, Without, MetricColumn.ApFrequent.Id)],
            },
            new Claim
            {
                Id = "frequent-fall-point",
                Statement = "Without E(r), APf falls dramatically: by more than 1 point.",
                Source = "section 4.4 (\"drops dramatically\"), Table 4",
                Contrasts = [Contrast.Gain("APf with over without E(r)", With, Without, MetricColumn.ApFrequent.Id, margin: 1)],
                NeedsPaperScale = true,
            },
            new Claim
            {
                Id = "rare-rise",
                Statement = "Without E(r), APr is higher: the evaluation ignores most of the false positives that this causes in rare categories.",
                Source = "section 4.4, Table 4",
                Contrasts = [Contrast.Gain("APr without over with E(r)", Without, With, MetricColumn.ApRare.Id)],
            },
        ],
    };

    private static TableRow Row(string id, string label, string excludes, Loss loss) => new()
    {
        Id = id,
        Label = label,
        Experiment = Baselines.MaskRcnnR50Fpn with { Loss = loss },
        Published = PublishedTables.Numbers("table4", [("E(r)", excludes)], Metrics),
    };
}

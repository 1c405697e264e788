namespace Workbook.Experiments;

/// <summary>Table 4: the excluding function E(r).</summary>
internal static class Table4
{
    private const string Without = "without-e", With = "with-e";

    public static PaperTable Declare() => new()
    {
        Id = "table4",
        Title = "Table 4: EQL with and without the excluding function",
        Caption = "Mask R-CNN R-50-FPN on LVIS with the equalization loss (EQL). Without E(r), background proposals are no negative samples of the tail either.",
        Notebook = "06-excluding-function",
        Source = $"{PublishedTables.Source}, Table 4",
        Metrics = [MetricColumn.Ap, MetricColumn.ApRare, MetricColumn.ApCommon, MetricColumn.ApFrequent, MetricColumn.ApBox],
        Rows =
        [
            new TableRow { Id = Without, Label = "EQL without E(r)", Experiment = Baselines.MaskRcnnR50Fpn with { Loss = Loss.Eql(Baselines.LvisLambda, excludesBackground: false, keepsListed: true) }, Published = Published("no") },
            new TableRow { Id = With, Label = "EQL", Experiment = Baselines.MaskRcnnR50Fpn with { Loss = Loss.Eql(Baselines.LvisLambda, keepsListed: true) }, Published = Published("yes") },
            new TableRow { Id = "sigmoid", Label = "tmp sigmoid", Experiment = Baselines.MaskRcnnR50Fpn, Published = Published("yes") },
        ],
    };

    private static Dictionary<string, PublishedNumber> Published(string has) => PublishedTables.Numbers(
        "table4", "E(r)", has, (MetricColumn.Ap, "AP"), (MetricColumn.ApRare, "APr"), (MetricColumn.ApCommon, "APc"), (MetricColumn.ApFrequent, "APf"), (MetricColumn.ApBox, "APbbox"));
}

namespace Workbook.Experiments;

/// <summary>Table 10: the softmax equalization loss against earlier methods on ImageNet-LT.</summary>
internal static class Table10
{
    private const string CopiedFrom = "Liu et al. 2019";
    private const string QuotedOnly = "Quoted only: not trained here.";

    private static readonly ClassificationExperiment ImageNet = Baselines.ResNet10ImageNetLongTail;

    public static PaperTable Declare() => new()
    {
        Id = "table10",
        Title = "Table 10: earlier methods on ImageNet-LT",
        Caption = "Accuracy of ResNet-10 on the ImageNet-LT test set with methods for long-tailed data. The paper copies all rows but its own; here focal loss, the one of them that is a "
            + "loss alone, is trained with the same recipe as SEQL.",
        Notebook = "11-imagenet-lt",
        Source = $"{PublishedTables.Source}, Table 10",
        Metrics = [MetricColumn.Top1, MetricColumn.Top5],
        Rows =
        [
            new TableRow
            {
                Id = "softmax",
                Label = "Softmax (not in the paper's Table 10)",
                Experiment = ImageNet,
                Published = Only(Table9.PublishedSoftmax, MetricColumn.Top1, MetricColumn.Top5),
                Note = "Added as the baseline of this recipe; published numbers from Table 9, gamma 0.",
            },
            Quoted("fslwf", "FSLwF", "FSLwF"),
            Row("focal", "Focal loss", "Focal Loss") with
            {
                // On sigmoids, with the exponent of Lin et al. 2017 and no weighting of positives, which for 1,000 classes would be another choice.
                Experiment = ImageNet with { Loss = Loss.Focal(gamma: 2) },
                CopiedFrom = CopiedFrom,
                Note = "The paper prints no exponent: here the cited work's 2, on sigmoid outputs, with biases that start from a probability of one in the number of classes.",
            },
            Quoted("lifted", "Lifted loss", "Lifted Loss"),
            Quoted("range", "Range loss", "Range Loss"),
            Quoted("oltr", "OLTR", "OLTR"),
            Row("seql", "SEQL, gamma 0.9", "SEQL(Ours)") with { Experiment = ImageNet with { Loss = Loss.SoftmaxEql(gamma: 0.9, Baselines.ImageNetLambda) } },
        ],
        Claims =
        [
            new Claim
            {
                Id = "top1-above-focal",
                Statement = "SEQL has a higher top-1 accuracy than focal loss.",
                Source = "section 6, Table 10",
                Contrasts = [Contrast.Gain("top-1 above focal loss", "seql", "focal", MetricColumn.Top1.Id)],
            },
            new Claim
            {
                Id = "top1-above-earlier-methods",
                Statement = "SEQL has a higher top-1 accuracy than FSLwF, lifted loss, range loss and OLTR.",
                Source = "section 6 (\"surpasses prior state-of-the-art approaches significantly\"), Table 10",
                Contrasts =
                [
                    Contrast.Gain("top-1 above FSLwF", "seql", "fslwf", MetricColumn.Top1.Id),
                    Contrast.Gain("top-1 above lifted loss", "seql", "lifted", MetricColumn.Top1.Id),
                    Contrast.Gain("top-1 above range loss", "seql", "range", MetricColumn.Top1.Id),
                    Contrast.Gain("top-1 above OLTR", "seql", "oltr", MetricColumn.Top1.Id),
                ],
            },
        ],
    };

    private static TableRow Quoted(string id, string label, string method) => Row(id, label, method) with { CopiedFrom = CopiedFrom, Note = QuotedOnly };

    private static TableRow Row(string id, string label, string method) => new()
    {
        Id = id,
        Label = label,
        Experiment = null,
        Published = PublishedTables.Numbers("table10", "Method", method, (MetricColumn.Top1, "Acc@Top1"), (MetricColumn.Top5, "Acc@Top5")),
    };

    private static Dictionary<string, PublishedNumber> Only(IReadOnlyDictionary<string, PublishedNumber> numbers, params MetricColumn[] metrics) =>
        metrics.ToDictionary(metric => metric.Id, metric => numbers[metric.Id]);
}

using Workbook.Losses;

namespace Workbook.Experiments;

/// <summary>Table 8: the softmax equalization loss against earlier methods.</summary>
internal static class Table8
{
    private static readonly ClassificationExperiment Cifar = Baselines.ResNet32Cifar100LongTail;

    public static PaperTable Declare() => new()
    {
        Id = "table8",
        Title = "Table 8: earlier methods on CIFAR-100-LT",
        Caption = "Accuracy of ResNet-32 on the CIFAR-100 test set after training on CIFAR-100-LT (imbalance 200) with losses for long-tailed "
            + "data. The paper copies its first three rows; here focal and class-balanced loss are trained with the same recipe as SEQL.",
        Notebook = "08-cifar-100-lt",
        Source = $"{PublishedTables.Source}, Table 8",
        Metrics = [MetricColumn.Top1, MetricColumn.Top5],
        Rows =
        [
            new TableRow
            {
                Id = "softmax",
                Label = "Softmax (not in the paper's Table 8)",
                Experiment = Cifar,
                Published = Table7.PublishedSoftmax,
                Note = "Added as the baseline of this recipe; published numbers from Table 7, gamma 0.",
            },
            Row("focal", "Focal loss", "Focal Loss") with
            {
                // Exponent 1, of the 0.5, 1 and 2 that the cited work tries; the paper does not say which it copies.
                Experiment = Cifar with { Loss = Loss.Focal(gamma: 1) },
                CopiedFrom = "Cui et al. 2019",
            },
            Row("class-balanced", "Class-balanced loss", "Class Balanced") with
            {
                // From the cited work's grid (beta 0.9 ... 0.9999; exponents 0.5, 1, 2). At 0.9 a class of 2 images weighs 5.3 times one of 500.
                Experiment = Cifar with { Loss = Loss.ClassBalanced(beta: 0.9, gamma: 1, ClassBalancedForm.Focal) },
                CopiedFrom = "Cui et al. 2019",
            },
            Row("meta-weight-net", "Meta-Weight Net", "Meta-Weight Net") with
            {
                CopiedFrom = "Shu et al. 2019",
                Note = "Quoted only: not trained here.",
            },
            Row("seql", "SEQL, gamma 0.95, lambda 3e-3", "SEQL(Ours)") with
            {
                Experiment = Cifar with { Loss = Loss.SoftmaxEql(gamma: 0.95, lambda: 3e-3) },
            },
        ],
        Claims =
        [
            new Claim
            {
                Id = "top1-above-earlier-losses",
                Statement = "SEQL has a higher top-1 accuracy than focal loss and than class-balanced loss.",
                Source = "section 6, Table 8",
                Contrasts =
                [
                    Contrast.Gain("top-1 above focal loss", "seql", "focal", MetricColumn.Top1.Id),
                    Contrast.Gain("top-1 above class-balanced loss", "seql", "class-balanced", MetricColumn.Top1.Id),
                ],
            },
            new Claim
            {
                Id = "top1-above-meta-weight-net",
                Statement = "SEQL has a higher top-1 accuracy than Meta-Weight Net.",
                Source = "section 6, Table 8",
                Contrasts = [Contrast.Gain("top-1 above Meta-Weight Net", "seql", "meta-weight-net", MetricColumn.Top1.Id)],
            },
        ],
    };

    private static TableRow Row(string id, string label, string method) => new()
    {
        Id = id,
        Label = label,
        Experiment = null,
        Published = PublishedTables.Numbers("table8", "Method", method, (MetricColumn.Top1, "Acc@top1"), (MetricColumn.Top5, "Acc@Top5")),
    };
}

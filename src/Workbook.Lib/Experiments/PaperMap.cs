namespace Workbook.Experiments;

/// <summary>All tables and figures of the paper, and the notebooks that belong to no table.</summary>
public static class PaperMap
{
    /// <summary>The notebook that begins the workbook.</summary>
    public const string StartNotebook = "00-start";

    /// <summary>The notebook on the data sets.</summary>
    public const string DataNotebook = "01-data";

    /// <summary>The notebook on the parts of a detector.</summary>
    public const string DetectorNotebook = "02-detector";

    /// <summary>The notebook on what the loss does to the classifier, from runs of Table 5.</summary>
    public const string WhyNotebook = "10-why";

    /// <summary>Twelve tables and four figures, in the paper's order.</summary>
    public static IReadOnlyList<PaperItem> Items { get; } =
    [
        new("Table 1", "Mask R-CNN and Cascade Mask R-CNN on LVIS v0.5, with and without the equalization loss (EQL)"),
        new("Table 2", "EQL over lambda: which categories count as tail") { Part = ("the tail ratio of every lambda, from the real counts", DataNotebook) },
        new("Table 3", "EQL with three forms of the threshold function"),
        new("Table 4", "EQL with background proposals exempt, and without"),
        new("Table 5", "EQL beside re-sampling, re-weighting and focal loss on LVIS v0.5"),
        new("Table 6", "EQL on the Open Images challenge 2019, by groups of categories"),
        new("Table 7", "Softmax equalization loss (SEQL) on CIFAR-100-LT, over gamma and lambda"),
        new("Table 8", "SEQL beside earlier methods on CIFAR-100-LT"),
        new("Table 9", "SEQL on ImageNet-LT, over gamma"),
        new("Table 10", "SEQL beside earlier methods on ImageNet-LT"),
        new("Table 11", "The steps to the LVIS challenge 2019 entry, on the validation set"),
        new("Table 12", "The LVIS challenge 2019, on the test set"),
        new("Figure 1", "Gradients of positive and of negative samples in the last layer, category by category") { Notebook = WhyNotebook },
        new("Figure 2", "Predicted probability of positive proposals, category by category") { Notebook = WhyNotebook },
        new("Figure 3", "The three forms of the threshold function") { Notebook = PaperTables.Table3.Notebook },
        new("Figure 4", "Detections in an image, with background proposals exempt, and without") { Notebook = PaperTables.Table4.Notebook },
    ];
}

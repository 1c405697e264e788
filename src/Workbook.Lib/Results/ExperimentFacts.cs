using Workbook.Data;
using Workbook.Experiments;
using static System.FormattableString;

namespace Workbook.Results;

/// <summary>The settings of an experiment in words, all but its loss.</summary>
internal static class ExperimentFacts
{
    /// <summary>Each setting by name.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(ClassificationExperiment experiment) =>
    [
        .. Data(experiment.Data),
        ("Network", experiment.Model == ClassifierModel.ResNet32 ? "ResNet-32" : experiment.Model.ToString()),
        ("Batch size", Invariant($"{experiment.BatchSize}")),
        ("Iterations", Invariant($"{experiment.Schedule.Iterations:N0}")),
        ("Warm-up", experiment.Schedule.WarmupIterations == 0 ? "none" : Invariant(
            $"linear from {experiment.Schedule.WarmupFrom} to {experiment.Schedule.PeakLearningRate} over {experiment.Schedule.WarmupIterations:N0} iterations")),
        ("Learning rate", Invariant($"{experiment.Schedule.PeakLearningRate}, times {experiment.Schedule.Decay} at iteration ")
            + string.Join(" and ", experiment.Schedule.Milestones.Select(milestone => Invariant($"{milestone:N0}")))),
        ("Optimizer", Invariant($"SGD, momentum {experiment.Optimizer.Momentum}{(experiment.Optimizer.Nesterov ? " (Nesterov)" : "")}, ")
            + Invariant($"weight decay {experiment.Optimizer.WeightDecay}")),
        ("Augmentation", Text(experiment.Augmentation)),
    ];

    private static (string Name, string Value)[] Data(ClassificationData data) => data switch
    {
        Cifar100LongTail cifar =>
        [
            ("Data", Invariant($"CIFAR-100-LT, imbalance {cifar.Imbalance}, selection seed {cifar.SubsetSeed}")),
            ("Training images", Limit(cifar.TrainPerClassLimit)),
            ("Test images", Limit(cifar.TestPerClassLimit)),
        ],
        _ => [("Data", data.Slug)],
    };

    private static string Limit(int? perClass) => perClass is { } limit ? Invariant($"at most {limit} a class") : "all";

    private static string Text(AugmentationRecipe recipe)
    {
        var parts = new List<string>();
        if (recipe.CropPadding > 0)
            parts.Add(Invariant($"random crop after {recipe.CropPadding} pixels of zero padding"));
        if (recipe.Flip)
            parts.Add("random horizontal flip");
        if (recipe.AutoAugment)
            parts.Add("AutoAugment (CIFAR policy)");
        if (recipe.CutoutLength > 0)
            parts.Add(Invariant($"Cutout {recipe.CutoutLength} x {recipe.CutoutLength}"));
        return parts.Count > 0 ? string.Join(", ", parts) : "none";
    }
}

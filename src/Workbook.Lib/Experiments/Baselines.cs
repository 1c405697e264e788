using Workbook.Data;

namespace Workbook.Experiments;

/// <summary>The experiments that the paper's variants start from.</summary>
public static class Baselines
{
    /// <summary>
    /// ResNet-32 on CIFAR-100-LT with the recipe of section 6. 9,502 images in batches of 256 are 37.1 iterations an epoch, so 12,800
    /// iterations are about 345 epochs.
    /// </summary>
    public static ClassificationExperiment ResNet32Cifar100LongTail { get; } = new()
    {
        Data = new Cifar100LongTail(Imbalance: 200),
        Model = ClassifierModel.ResNet32,
        Loss = Loss.Softmax(),
        BatchSize = 256,
        Schedule = new StepSchedule
        {
            Iterations = 12_800,
            PeakLearningRate = 0.2,
            WarmupFrom = 0.1,
            WarmupIterations = 400,
            Milestones = [6_400, 9_600],
            Decay = 0.1,
        },
        Optimizer = new Sgd(Momentum: 0.9, Nesterov: true, WeightDecay: 1e-4),
        Augmentation = AugmentationRecipe.Cifar,
    };
}

using Workbook.Experiments;
using Workbook.Models;
using Workbook.Models.Backbones;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>The network that an experiment declares.</summary>
internal static class ClassificationModels
{
    /// <summary>With fresh weights from torch's current random state.</summary>
    /// <param name="experiment">The declaration.</param>
    /// <param name="classes">Number of classes.</param>
    internal static nn.Module<Tensor, Tensor> Build(ClassificationExperiment experiment, int classes)
    {
        var prior = ClassificationLosses.Prior(experiment.Loss, classes);
        return experiment.Model switch
        {
            ClassifierModel.ResNet32 => new ResNet32Cifar(classes, prior),
            ClassifierModel.ResNet10 => WithPrior(new ResNetClassifier(ResNetConfig.ResNet10 with { WidthMultiplier = experiment.Width ?? 1 }, classes), prior),
            var other => throw new ArgumentException($"No network is declared for {other}.", nameof(experiment)),
        };
    }

    // As ResNet32Cifar has it.
    private static ResNetClassifier WithPrior(ResNetClassifier model, double? prior)
    {
        if (prior is { } probability)
            nn.init.constant_(model.get_parameter("fc.bias")!, Math.Log(probability / (1 - probability)));
        return model;
    }
}

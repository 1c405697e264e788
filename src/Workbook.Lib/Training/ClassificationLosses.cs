using Workbook.Experiments;
using Workbook.Losses;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>The loss module that an experiment declares.</summary>
internal static class ClassificationLosses
{
    /// <param name="loss">The declaration.</param>
    /// <param name="frequency">Class statistics of the training images.</param>
    /// <param name="generator">Source of the loss's random numbers (SEQL's beta), on the device of the logits.</param>
    internal static nn.Module<Tensor, Tensor, Tensor> Build(Loss loss, ClassFrequency frequency, Generator generator) => loss switch
    {
        Loss.SoftmaxCase => new SoftmaxCrossEntropyLoss(),
        Loss.SigmoidCase => new SigmoidCrossEntropyLoss(),
        Loss.EqlCase eql => new EqualizationLoss(frequency, new ThresholdFunction.Threshold(eql.Lambda)),
        Loss.FocalCase focal => new FocalLoss(focal.Gamma, focal.Alpha),
        Loss.ClassBalancedCase balanced => new ClassBalancedLoss(frequency.ImageCounts, balanced.Beta, balanced.Form, balanced.Gamma),
        Loss.SoftmaxEqlCase seql => new SoftmaxEqualizationLoss(frequency, seql.Gamma, seql.Lambda, generator),
        _ => throw new NotSupportedException($"No loss module for {loss}."),
    };

    /// <summary>The probability that a class's output starts from: 1 / K for losses on sigmoids, null (torch's default) for those on softmax.</summary>
    /// <param name="loss">The declaration.</param>
    /// <param name="classes">K.</param>
    internal static double? Prior(Loss loss, int classes) =>
        loss is Loss.SoftmaxCase or Loss.SoftmaxEqlCase or Loss.ClassBalancedCase { Form: ClassBalancedForm.Softmax } ? null : 1.0 / classes;
}

using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Models;

namespace Workbook.Training;

/// <summary>The classification of proposals that an experiment declares.</summary>
internal static class DetectionLosses
{
    /// <param name="loss">The declaration.</param>
    /// <param name="frequency">Of the categories in the training images.</param>
    internal static ProposalClassification Build(Loss loss, ClassFrequency frequency) => loss switch
    {
        Loss.SoftmaxCase => ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()),
        Loss.SigmoidCase => ProposalClassification.Sigmoid(new SigmoidCrossEntropyLoss()),
        Loss.EqlCase eql => ProposalClassification.Sigmoid(
            new EqualizationLoss(frequency, new ThresholdFunction.Threshold(eql.Lambda), eql.ExcludesBackground), eql.KeepsListed),
        Loss.EqlDecayCase eql => ProposalClassification.Sigmoid(new EqualizationLoss(frequency, eql.Decay), eql.KeepsListed),
        Loss.FocalCase focal => ProposalClassification.Sigmoid(new FocalLoss(focal.Gamma, focal.Alpha)),
        Loss.ClassBalancedCase { Form: not ClassBalancedForm.Softmax } balanced => ProposalClassification.Sigmoid(
            new ClassBalancedLoss([.. frequency.ImageCounts.Select(count => Math.Max(1, count))], balanced.Beta, balanced.Form, balanced.Gamma)),
        _ => throw new NotSupportedException($"No classification of proposals for {loss}: expected softmax, sigmoid, equalization, focal or class-balanced on sigmoids."),
    };
}

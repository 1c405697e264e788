using Workbook.Losses;
using static TorchSharp.torch;

namespace Workbook.Reporting;

/// <summary>
/// The expected gradient on each class's logit for a training image drawn at random, at a classifier that gives all classes the same logit,
/// in two parts that have opposite signs.
/// </summary>
/// <param name="Encouraging">From the class's own images, which raise the logit: a magnitude for each class.</param>
/// <param name="Discouraging">From all other images, which lower it: a magnitude for each class.</param>
internal sealed record LogitGradient(IReadOnlyList<double> Encouraging, IReadOnlyList<double> Discouraging)
{
    /// <summary>Under softmax cross-entropy.</summary>
    /// <param name="trainImages">Training images of each class.</param>
    public static LogitGradient Softmax(IReadOnlyList<int> trainImages) => Of(trainImages, SoftmaxCrossEntropyLoss.Compute, draws: 1);

    /// <summary>Under the softmax equalization loss, as a mean over many draws of beta.</summary>
    /// <param name="trainImages">Training images of each class.</param>
    /// <param name="gamma">Probability, in [0, 1], of leaving a tail class out.</param>
    /// <param name="lambda">Classes with a frequency below it are tail.</param>
    public static LogitGradient SoftmaxEqualization(IReadOnlyList<int> trainImages, double gamma, double lambda)
    {
        var frequency = new ClassFrequency([.. trainImages.Select(count => (long)count)], trainImages.Sum(count => (long)count), "class sizes", "");
        using var generator = new Generator(0, CPU);
        using var loss = new SoftmaxEqualizationLoss(frequency, gamma, lambda, generator);
        // A thousand draws of each pair of classes at CIFAR-100's size; fewer where that would take long.
        var draws = (int)Math.Clamp(10_000_000L / ((long)trainImages.Count * trainImages.Count), 20, 2000);
        return Of(trainImages, loss.forward, draws);
    }

    private static LogitGradient Of(IReadOnlyList<int> trainImages, Func<Tensor, Tensor, Tensor> loss, int draws)
    {
        var classes = trainImages.Count;
        using var scope = NewDisposeScope();
        // Row c of the batch is an image of class c, so row c of its gradient is that of such an image.
        var labels = arange(classes, dtype: ScalarType.Int64);
        var sum = zeros(classes, classes, dtype: ScalarType.Float64);
        for (var draw = 0; draw < draws; draw++)
        {
            using var inner = NewDisposeScope();
            var logits = zeros(classes, classes, dtype: ScalarType.Float64, requires_grad: true);
            loss(logits, labels).backward();
            sum.add_(logits.grad!);
        }
        // The loss is a mean over the rows.
        var gradient = sum.mul(classes / (double)draws).data<double>().ToArray();
        var total = trainImages.Sum(count => (double)count);
        var encouraging = new double[classes];
        var discouraging = new double[classes];
        for (var image = 0; image < classes; image++)
        {
            for (var j = 0; j < classes; j++)
            {
                var part = trainImages[image] / total * gradient[image * classes + j];
                if (image == j)
                    encouraging[j] = -part;
                else
                    discouraging[j] += part;
            }
        }
        return new LogitGradient(encouraging, discouraging);
    }
}

using Workbook.Losses;
using Workbook.Training;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Training;

public sealed class DetectorStatisticsTests
{
    private const int Classes = 3, Features = 5;

    [Fact]
    public void Add_TwoSteps_AveragesNormsOfTheClassifiersGradientAndProbabilities()
    {
        using var scope = NewDisposeScope();
        using var statistics = new DetectorStatistics(Classes, isSigmoid: true);
        var labels = tensor(new long[] { 0, 3, 1, 1, 3 });
        var (positive, negative, probability) = (zeros(Classes), zeros(Classes), zeros(Classes));
        for (var step = 0; step < 2; step++)
        {
            manual_seed(step);
            var features = rand(5, Features);
            var weight = rand(Classes, Features).requires_grad_();
            var logits = features.mm(weight.t()) - 1;
            statistics.Classified(features, logits, labels);
            new SigmoidCrossEntropyLoss().call(logits, labels).backward();

            // dL/dz = (p - y) / 5 (equation 5); rows 0, 2 and 3 have a label.
            using var noGrad = no_grad();
            var own = nn.functional.one_hot(labels, Classes + 1).narrow(1, 0, Classes).to(ScalarType.Float32);
            var gradient = (logits.sigmoid() - own) / 5;
            positive += (gradient * own).t().mm(features).norm(1) / 2;
            negative += (gradient * (1 - own)).t().mm(features).norm(1) / 2;
            Assert.True(weight.grad!.allclose(gradient.t().mm(features), 1e-5, 1e-7));
            if (step == 1)
                probability = (logits.sigmoid() * own).sum([0]) / tensor(new[] { 1f, 2f, 1f });
            statistics.Add(withProbability: step == 1);
        }

        var averages = statistics.Averages();
        for (var j = 0; j < Classes; j++)
        {
            Assert.Equal(positive[j].item<float>(), averages[j].Positive, 1e-6);
            Assert.Equal(negative[j].item<float>(), averages[j].Negative, 1e-6);
        }
        Assert.Equal(probability[0].item<float>(), averages[0].Probability!.Value, 1e-6);
        Assert.Equal(probability[1].item<float>(), averages[1].Probability!.Value, 1e-6);
        Assert.Null(averages[2].Probability);
    }
}

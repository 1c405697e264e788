using Workbook.Experiments;
using Workbook.Training;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Training;

public sealed class RunEstimateTests
{
    private static readonly Experiment Smoke = Baselines.MaskRcnnR50Fpn.Scaled(Profile.Smoke);

    [Fact]
    public void Of_TwoDevices_WorkedByHand()
    {
        // 6 iterations of 2 images, 24 validation images with 18 detections each.
        var estimate = new RunEstimate(Smoke, new StepCost(TrainingSeconds: 2, InferenceSeconds: 1, Parameters: 1000, ImageBytes: 500), Devices: 2);

        Assert.Equal((6, 12L), (estimate.Iterations, estimate.Images));
        Assert.Equal(TimeSpan.FromSeconds((12 * 2 + 24) / 2), estimate.Time);
        Assert.Equal(3 * 4 * 1000 + 500, estimate.Memory);
        Assert.Equal(2 * 4 * 1000 + 24 * 18 * 250, estimate.Disk);
    }

    [Fact]
    public void Of_UnknownImageMemory_SaysNoMemory() =>
        Assert.Null(new RunEstimate(Smoke, new StepCost(1, 1, 1000, ImageBytes: 0), 1).Memory);

    [Theory]
    [InlineData(DetectorFramework.MaskRcnn, DetectorFeatures.Pyramid)]
    [InlineData(DetectorFramework.CascadeMaskRcnn, DetectorFeatures.Pyramid)]
    [InlineData(DetectorFramework.MaskRcnn, DetectorFeatures.C4)]
    public void Measure_SmallDetector_GivesWhatItCosts(DetectorFramework framework, DetectorFeatures features)
    {
        var experiment = (Baselines.MaskRcnnR50Fpn with { Model = new(framework, 50, features) }).Scaled(Profile.Smoke);
        var cost = StepCost.Measure(experiment, CPU);
        Assert.True(cost.TrainingSeconds > 0 && cost.InferenceSeconds > 0 && cost.Parameters > 100_000, $"{cost}");
    }
}

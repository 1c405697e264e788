using Workbook.Data.ImageNet;

namespace Workbook.Experiments;

/// <summary>
/// An experiment on ImageNet-LT at the profiles below the paper's: a thin network on few iterations of small drawn images, with class sizes on ImageNet-LT's curve and the loss's
/// lambda where it parts the same ranks of classes. Sizes were chosen for two minutes a run on one core, the learning rate for the softmax baseline.
/// </summary>
internal static class ImageNetScale
{
    private const int Crop = 56; // of images of 64 x 64, as 224 of 256

    private static readonly SyntheticImageNetLt Mini = new(Classes: 120, LargestClass: 320, TestPerClass: 50);
    private static readonly SyntheticImageNetLt Smoke = new(Classes: 20, LargestClass: 64, TestPerClass: 2);

    public static ClassificationExperiment Of(ClassificationExperiment paper, Profile profile)
    {
        var (data, width, batch, iterations) = profile == Profile.Mini ? (Mini, 0.25, 64, 2_000) : (Smoke, 0.125, 16, 12);
        return paper with
        {
            Data = data,
            Width = width,
            Loss = paper.Loss is Loss.SoftmaxEqlCase seql ? Loss.SoftmaxEql(seql.Gamma, ImageNetCurve.Threshold(seql.Lambda, data.Classes, data.LargestClass)) : paper.Loss,
            BatchSize = batch,
            Schedule = paper.Schedule.Over(iterations) with { PeakLearningRate = 0.1, WarmupFrom = 0.025 },
            Augmentation = new CropRecipe(Crop, ((CropRecipe)paper.Augmentation).Jitter),
        };
    }
}

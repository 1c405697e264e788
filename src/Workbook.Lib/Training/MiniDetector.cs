using Workbook.Data.Transforms;
using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Models;
using Workbook.Models.Backbones;

namespace Workbook.Training;

/// <summary>
/// Mask R-CNN on ResNet-50 with a feature pyramid, a quarter as wide, from scratch on small images: minutes on two CPU cores. Width and image size
/// apart it is the paper's model, save for batch normalisation, which training from scratch needs in place of frozen statistics.
/// </summary>
public static class MiniDetector
{
    private const double Width = 0.25;

    /// <summary>The model with fresh weights.</summary>
    /// <param name="classes">K.</param>
    public static MaskRcnn Model(int classes) => new(
        new ResNet(ResNetConfig.ResNet50 with { WidthMultiplier = Width, Norm = NormKind.Batch, FreezeAt = 0 }),
        ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()),
        new MaskRcnnConfig { Classes = classes, Heads = new() { LeastScore = 0.05, DetectionsPerImage = 100 } }.Thin(Width));

    /// <summary>How it is trained: two images an iteration, the learning rate divided by 10 after three quarters of the iterations and again after nine tenths.</summary>
    /// <param name="iterations">Optimizer steps; at least 1.</param>
    /// <param name="edge">Length of the shorter edge of the images, in pixels.</param>
    public static DetectorSettings Settings(int iterations, int edge) => new()
    {
        Schedule = new StepSchedule
        {
            Iterations = iterations, PeakLearningRate = 0.02, WarmupFrom = 0.002, WarmupIterations = Math.Min(100, iterations / 10),
            Milestones = [iterations * 3 / 4, iterations * 9 / 10], Decay = 0.1,
        },
        Optimizer = new Sgd(0.9, Nesterov: false, 1e-4),
        BatchSize = 2,
        Transform = new(new ResizeShortestEdge([edge], edge * 5 / 3), FlipProbability: 0.5, PixelNormalisation.Torchvision, Stride: 32),
        LargestGradient = 10,
    };
}

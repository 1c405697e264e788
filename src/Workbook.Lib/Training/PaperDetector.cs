using Workbook.Data.Transforms;
using Workbook.Data.Weights;
using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Models;
using Workbook.Models.Backbones;

namespace Workbook.Training;

/// <summary>
/// The paper's baseline: Mask R-CNN on ResNet-50 with a feature pyramid, started from ImageNet weights, its norms, stem and C2 frozen as detectron2 has them (section 4.2).
/// </summary>
public static class PaperDetector
{
    private const int BatchSize = 2;

    /// <summary>The model; head and pyramid have fresh weights.</summary>
    /// <param name="classes">K.</param>
    /// <param name="backbone">Weights of a ResNet-50.</param>
    /// <exception cref="InvalidDataException">They are not of a ResNet-50.</exception>
    public static MaskRcnn Model(int classes, PretrainedBackbone backbone)
    {
        var body = new ResNet(ResNetConfig.ResNet50 with { StrideIn1x1 = backbone.StrideIn1x1 });
        backbone.CopyTo(body);
        return new(body, ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()), new MaskRcnnConfig { Classes = classes });
    }

    /// <summary>
    /// How it is trained: the paper's 25 epochs of batches of 32, with rate 0.04 and decays after epochs 16 and 22, as so many iterations of 2 images at 2/32
    /// of the rate. The paper names no warm-up; this is detectron2's (v0.6), 1000 iterations from a thousandth, or a tenth of all.
    /// </summary>
    /// <param name="iterations">Optimizer steps; at least 1.</param>
    /// <param name="edge">Length of the shorter edge of the images, in pixels; the paper's is 800, with the longer one at most 1333.</param>
    /// <param name="backbone">What the model starts from.</param>
    public static DetectorSettings Settings(int iterations, int edge, PretrainedBackbone backbone)
    {
        const double Rate = 0.04 * BatchSize / 32;
        int Epoch(int epoch) => (int)((long)iterations * epoch / 25);
        return new()
        {
            Schedule = new StepSchedule
            {
                Iterations = iterations, PeakLearningRate = Rate, WarmupFrom = Rate / 1000, WarmupIterations = Math.Min(1000, iterations / 10),
                Milestones = [Epoch(16), Epoch(22)], Decay = 0.1,
            },
            Optimizer = new Sgd(0.9, Nesterov: false, 1e-4),
            BatchSize = BatchSize,
            Transform = new(new ResizeShortestEdge([edge], edge * 5 / 3), FlipProbability: 0.5, backbone.Normalisation, Stride: 32),
        };
    }
}

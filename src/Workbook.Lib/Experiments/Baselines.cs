using Workbook.Data;
using Workbook.Data.ImageNet;

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

    /// <summary>The paper's lambda on ImageNet-LT: the 374 classes with fewer than 50 of the 115,846 training images are tail (Table 9).</summary>
    public const double ImageNetLambda = 4.3e-4;

    /// <summary>
    /// ResNet-10 on ImageNet-LT with the recipe of section 6. 115,846 images in batches of 1,024 are 113.1 iterations an epoch, so 12,000 iterations are about 106 epochs. The paper names
    /// neither momentum nor weight decay here: those of the code that it takes the set from (zhmiao/OpenLongTailRecognition-OLTR, config/ImageNet_LT/stage_1.py).
    /// </summary>
    public static ClassificationExperiment ResNet10ImageNetLongTail { get; } = new()
    {
        Data = new ImageNetLt(),
        Model = ClassifierModel.ResNet10,
        Loss = Loss.Softmax(),
        BatchSize = 1_024,
        Schedule = new StepSchedule
        {
            Iterations = 12_000,
            PeakLearningRate = 0.4,
            WarmupFrom = 0.1,
            WarmupIterations = 500,
            Milestones = [3_400, 6_800, 10_200],
            Decay = 0.1,
        },
        Optimizer = new Sgd(Momentum: 0.9, Nesterov: false, WeightDecay: 5e-4),
        Augmentation = CropRecipe.ImageNet,
    };

    /// <summary>The paper's lambda on LVIS: all rare and common categories are tail (section 4.4).</summary>
    public const double LvisLambda = 1.76e-3;

    /// <summary>The equalization loss as the paper trains it on LVIS: categories that are listed for an image keep weight 1 there (section 4.2).</summary>
    public static Loss LvisEql { get; } = Loss.Eql(LvisLambda, keepsListed: true);

    /// <summary>
    /// Mask R-CNN R-50-FPN on LVIS v0.5 with the sigmoid loss and the recipe of section 4.2. Detectron2 drops images without annotations: 56,740
    /// images in batches of 32 are 1,773 iterations an epoch. The paper names no warm-up; detectron2's (v0.6), 1,000 iterations from a thousandth.
    /// </summary>
    public static DetectionExperiment MaskRcnnR50Fpn { get; } = new()
    {
        Data = new Lvis(),
        Model = new DetectorModel(DetectorFramework.MaskRcnn, 50, DetectorFeatures.Pyramid),
        Loss = Loss.Sigmoid(),
        BatchSize = 32,
        Schedule = Detection(iterationsOfAnEpoch: 1_773),
        Optimizer = new Sgd(Momentum: 0.9, Nesterov: false, WeightDecay: 1e-4),
    };

    /// <summary>
    /// Faster R-CNN R-50-FPN on the Open Images challenge 2019 with the sigmoid loss. Section 5 names no schedule for it: the recipe of section 4.2,
    /// whose 25 epochs are cut to 12 in proportion, is our choice.
    /// </summary>
    public static DetectionExperiment FasterRcnnR50FpnOpenImages { get; } = MaskRcnnR50Fpn with
    {
        Data = new OpenImages2019(),
        Schedule = Detection(iterationsOfAnEpoch: 54_375).Over(12 * 54_375),
    };

    /// <summary>
    /// The pre-training on COCO of a detector for the LVIS challenge (appendix A); with SENet-154 also the expert model trained on COCO. The paper says nothing of its
    /// loss and schedule: here the sigmoid loss, so that the class outputs mean on LVIS what they meant on COCO, and 12 epochs of 117,266 annotated images. It names no sizes for multi-scale
    /// training: here the shorter edge is 600, 800 or 1,000 pixels, half of the range of its multi-scale testing.
    /// </summary>
    /// <param name="trunk">The backbone.</param>
    public static DetectionExperiment CocoDetector(ChallengeTrunk trunk)
    {
        var isResNeXt = trunk == ChallengeTrunk.ResNeXt101;
        return MaskRcnnR50Fpn with
        {
            Data = new Coco2017(),
            Model = new DetectorModel(DetectorFramework.MaskRcnn, isResNeXt ? 101 : 154, DetectorFeatures.Pyramid),
            Schedule = Detection(iterationsOfAnEpoch: 3_665).Over(12 * 3_665) with { WarmupIterations = 1_000 },
            Challenge = new()
            {
                Trunk = trunk, HasDeformableConvolutions = isResNeXt, SynchronisesNorms = true, ShorterEdges = new(600, 1000, 200),
            },
        };
    }

    /// <summary>
    /// The LVIS challenge's baseline (appendix A): fine-tuned from <see cref="CocoDetector"/> with the equalization loss, repeat factor sampling and COCO's boxes as ignored regions,
    /// by the recipe of section 4.2 for want of another.
    /// </summary>
    public static DetectionExperiment ChallengeBaseline { get; } = Challenge(ChallengeTrunk.ResNeXt101);

    /// <summary>The challenge's second step: SENet-154 in place of the baseline's backbone.</summary>
    public static DetectionExperiment ChallengeSENet154 { get; } = Challenge(ChallengeTrunk.SENet154);

    /// <summary>Its third step: the shared categories of Open Images as well.</summary>
    public static DetectionExperiment ChallengeOpenImages { get; } = ChallengeSENet154 with
    {
        Challenge = ChallengeSENet154.Challenge! with { AddsOpenImages = true },
    };

    /// <summary>The expert model trained on COCO: what <see cref="ChallengeSENet154"/> is fine-tuned from.</summary>
    public static DetectionExperiment CocoExpert => ChallengeSENet154.Challenge!.Pretraining!;

    /// <summary>
    /// The expert model trained on the shared categories of Open Images, 20,000 images or 625 iterations an epoch. It too is fine-tuned from <see cref="CocoExpert"/>, over 12 epochs; the paper names
    /// neither.
    /// </summary>
    public static DetectionExperiment OpenImagesExpert { get; } = CocoExpert with
    {
        Data = new OpenImagesShared(),
        Schedule = Detection(iterationsOfAnEpoch: 625).Over(12 * 625) with { WarmupIterations = 1_000 },
        Challenge = CocoExpert.Challenge! with { Pretraining = CocoExpert },
    };

    private static DetectionExperiment Challenge(ChallengeTrunk trunk)
    {
        var pretraining = CocoDetector(trunk);
        return MaskRcnnR50Fpn with
        {
            Model = pretraining.Model,
            Loss = LvisEql,
            Sampling = new Sampling.RepeatFactor(1e-3),
            Challenge = pretraining.Challenge! with { Pretraining = pretraining, IgnoresCocoBoxes = true },
        };
    }

    // 25 epochs, decays after 16 and 22.
    private static StepSchedule Detection(int iterationsOfAnEpoch) => new()
    {
        Iterations = 25 * iterationsOfAnEpoch,
        PeakLearningRate = 0.04,
        WarmupFrom = 0.04e-3,
        WarmupIterations = 1_000,
        Milestones = [16 * iterationsOfAnEpoch, 22 * iterationsOfAnEpoch],
        Decay = 0.1,
    };
}

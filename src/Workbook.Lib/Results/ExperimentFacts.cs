using Workbook.Data;
using Workbook.Data.ImageNet;
using Workbook.Data.Synthetic;
using Workbook.Experiments;
using Workbook.Models;
using Workbook.Reporting;
using Workbook.Training;
using static System.FormattableString;

namespace Workbook.Results;

/// <summary>The settings of an experiment in words, all but its loss.</summary>
internal static class ExperimentFacts
{
    /// <summary>The name of the data among the settings.</summary>
    public const string DataName = "Data";

    private const string Iterations = "Iterations", WarmUp = "Warm-up", Decay = "Decay";

    /// <summary>Each setting by name; the same names for an experiment at every profile.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(Experiment experiment) => experiment switch
    {
        ClassificationExperiment classification => Of(classification),
        DetectionExperiment detection => Of(detection),
        ChallengeSystem system => Of(system),
        _ => throw new ArgumentException($"The tables have no experiment such as {experiment.Slug}.", nameof(experiment)),
    };

    /// <summary>Whether a setting shrinks with the length of training.</summary>
    public static bool IsOfLength(string name) => name is Iterations or WarmUp or Decay;

    private static (string Name, string Value)[] Of(ClassificationExperiment experiment) =>
    [
        .. Data(experiment.Data),
        ("Network", experiment.Model.ToString().Replace("Net", "Net-", StringComparison.Ordinal)),
        .. experiment.Model == ClassifierModel.ResNet10 ? [("Channels", Channels(experiment.Width ?? 1))] : Array.Empty<(string, string)>(),
        .. Training(experiment.BatchSize, experiment.Schedule, experiment.Optimizer),
        ("Augmentation", Text(experiment.Augmentation)),
    ];

    private static (string Name, string Value)[] Of(DetectionExperiment experiment)
    {
        var (model, scale, config) = (experiment.Model, experiment.Scale, DetectorBuilder.Config(experiment, classes: 1));
        return
        [
            (DataName, Text(experiment.Data) + (experiment.Challenge is { AddsOpenImages: true } ? ", and boxes of Open Images" : "")
                + (experiment.Challenge is { IgnoresCocoBoxes: true } ? "; no background from COCO's boxes" : "")),
            ("Network", $"{(experiment.Data.HasMasks ? model.FrameworkName : model.FrameworkName.Replace("Mask", "Faster", StringComparison.Ordinal))} {Backbone(experiment)}"),
            ("Channels", Channels(scale.Width) + (experiment.Challenge is { } thin ? Invariant($", {thin.TrunkWidth} in the backbone") : "")),
            ("Starting weights", Start(experiment)),
            ("Image size", Size(scale, experiment.Challenge?.ShorterEdges)),
            ("Augmentation", "random horizontal flip"),
            ("Anchors", Invariant($"{32 * scale.AnchorScale} to {512 * scale.AnchorScale} pixels, {Drawn(config.Rpn.Sampling)} to learn from in each image")),
            ("Proposals", Invariant($"{Drawn(config.Heads.Sampling)} to learn from in each image; the detector looks at {config.Rpn.AfterSuppression.Inference:N0}")),
            ("Masks", Invariant($"one for all categories, from {scale.MaskPooling} x {scale.MaskPooling} features")),
            ("Detections", Invariant($"at most {scale.DetectionsPerImage} an image, of any score")),
            ("Sampling", Text(experiment.Sampling)),
            .. Training(experiment.BatchSize, experiment.Schedule, experiment.Optimizer),
        ];
    }

    private static (string Name, string Value)[] Of(ChallengeSystem system) =>
    [
        .. Of(system.Detector),
        ("Box testing", Views(system.BoxEdges)),
        ("Mask testing", Views(system.MaskEdges)),
        ("Expert models", system.CocoExpert is null ? "none" : "boxes of the detectors trained on COCO and on Open Images, of the categories that these share"),
        ("Re-scoring", system.Rescoring is { } factors ? Invariant($"scores of rare categories x {factors.Rare}, of common ones x {factors.Common}, of frequent ones x {factors.Frequent}") : "none"),
        ("Tested on", system.IsOnTestImages ? "test images" : "validation images"),
    ];

    private static string Views(EdgeRange? edges) => edges is null ? "in one size" : $"in sizes of shorter edge {string.Join(", ", edges.All)}";

    private static string Backbone(DetectionExperiment experiment) => experiment.Challenge is { } challenge
        ? $"{challenge.Backbone}-FPN, norms {(challenge.SynchronisesNorms ? "synchronised" : "frozen")}"
        : experiment.Model.Backbone;

    private static string Start(DetectionExperiment experiment) =>
        experiment.Challenge?.Pretraining is { } pretraining ? Invariant($"the same detector trained on {Text(pretraining.Data)}, {pretraining.Iterations:N0} iterations")
        : experiment.Backbone is null ? "ImageNet"
        : "a classifier of drawn objects that are no category of the data";

    private static string Size(DetectorScale scale, EdgeRange? edges) => Invariant($"shorter edge {scale.ShorterEdge} pixels, longer edge at most {scale.LongerEdge}")
        + (edges is null ? "" : $"; in training the shorter edge is one of {string.Join(", ", edges.All)}");

    private static (string Name, string Value)[] Training(int batchSize, StepSchedule schedule, Sgd optimizer) =>
    [
        ("Batch size", Invariant($"{batchSize}")),
        (Iterations, Invariant($"{schedule.Iterations:N0}")),
        (WarmUp, schedule.WarmupIterations == 0
            ? "none"
            : Invariant($"linear from {schedule.WarmupFrom:0.######} to {schedule.PeakLearningRate} over {schedule.WarmupIterations:N0} iterations")),
        ("Learning rate", Invariant($"{schedule.PeakLearningRate}")),
        (Decay, Invariant($"times {schedule.Decay} at iteration ") + string.Join(" and ", schedule.Milestones.Select(milestone => Invariant($"{milestone:N0}")))),
        ("Optimizer", Invariant($"SGD, momentum {optimizer.Momentum}{(optimizer.Nesterov ? " (Nesterov)" : "")}, weight decay {optimizer.WeightDecay}")),
    ];

    private static string Channels(double width) => width == 1 ? "all" : Invariant($"{width} of the published");

    private static string Drawn(BalancedSampling sampling) => Invariant($"{sampling.Count} (objects to background 1:{1 / sampling.Fraction - 1})");

    private static string Text(DetectionData data) => data switch
    {
        Lvis => "LVIS v0.5",
        OpenImages2019 => "Open Images challenge 2019",
        Coco2017 => "COCO 2017",
        OpenImagesShared => "the categories of Open Images that LVIS has too",
        SyntheticExternal external => Invariant($"synthetic set like {(external.HasMasks ? "COCO" : "Open Images")} with {external.Categories} of the LVIS-like set's categories, drawing seed {external.DrawingSeed}"),
        SyntheticLongTail synthetic => Text(synthetic, SyntheticSpec.Of(synthetic.Size)),
        _ => data.Slug,
    };

    private static string Text(SyntheticLongTail data, SyntheticSpec spec) => Invariant(
        $"synthetic set like {(data.Format == SyntheticDetectionKind.Lvis ? "LVIS" : "Open Images")}: {SyntheticCatalogue.For(data.Size).Count} categories, ")
        + Invariant($"{spec.TrainImages:N0} training and {spec.ValidationImages:N0} validation images, drawing seed {data.DrawingSeed}");

    private static string Text(Sampling sampling) => sampling switch
    {
        Sampling.ClassAware => "class-aware: a category, then an image of it",
        Sampling.RepeatFactor factor => $"repeat factor, t {LambdaText.Of(factor.Threshold)}",
        _ => "every image once an epoch",
    };

    private static (string Name, string Value)[] Data(ClassificationData data) => data switch
    {
        Cifar100LongTail cifar =>
        [
            (DataName, Invariant($"CIFAR-100-LT, imbalance {cifar.Imbalance}, selection seed {cifar.SubsetSeed}")),
            ("Training images", Limit(cifar.TrainPerClassLimit)),
            ("Test images", Limit(cifar.TestPerClassLimit)),
        ],
        ImageNetLt => [(DataName, "ImageNet-LT, 1,000 classes, 115,846 training and 50,000 test images")],
        SyntheticImageNetLt drawn =>
        [
            (DataName, Invariant($"drawn images, {drawn.Classes} classes, {ImageNetCurve.Scaled(drawn.Classes, drawn.LargestClass).Sum():N0} training and {drawn.TestImages:N0} test images")),
        ],
        _ => [(DataName, data.Slug)],
    };

    private static string Limit(int? perClass) => perClass is { } limit ? Invariant($"at most {limit} a class") : "all";

    private static string Text(ImageAugmentation augmentation) => augmentation switch
    {
        AugmentationRecipe recipe => Text(recipe),
        CropRecipe crop => Invariant($"random resized crop to {crop.Size} x {crop.Size}, random horizontal flip, brightness, contrast and saturation within {crop.Jitter}"),
        _ => augmentation.ToString(),
    };

    private static string Text(AugmentationRecipe recipe)
    {
        var parts = new List<string>();
        if (recipe.CropPadding > 0)
            parts.Add(Invariant($"random crop after {recipe.CropPadding} pixels of zero padding"));
        if (recipe.Flip)
            parts.Add("random horizontal flip");
        if (recipe.AutoAugment)
            parts.Add("AutoAugment (CIFAR policy)");
        if (recipe.CutoutLength > 0)
            parts.Add(Invariant($"Cutout {recipe.CutoutLength} x {recipe.CutoutLength}"));
        return parts.Count > 0 ? string.Join(", ", parts) : "none";
    }
}

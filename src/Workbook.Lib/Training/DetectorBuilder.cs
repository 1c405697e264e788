using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Models;
using Workbook.Models.Backbones;
using Workbook.Ops;

namespace Workbook.Training;

/// <summary>The detector that an experiment declares.</summary>
internal static class DetectorBuilder
{
    private const double C4Proposals = 6.0; // of those of a pyramid's level, which has several: detectron2's 12,000 and 6,000 for 2,000 and 1,000

    /// <summary>The detector with fresh weights; norms, stem and C2 frozen as in detectron2.</summary>
    /// <param name="experiment">The declaration.</param>
    /// <param name="classes">K.</param>
    /// <param name="frequency">Of the categories in the training images.</param>
    /// <param name="strideIn1x1">What the backbone's weights expect: see <see cref="ResNetConfig.StrideIn1x1"/>.</param>
    /// <param name="start">Sets the backbone's weights, of C2 to C5.</param>
    internal static MaskRcnn Build(DetectionExperiment experiment, int classes, ClassFrequency frequency, bool strideIn1x1, Action<Backbone> start)
    {
        var classification = DetectionLosses.Build(experiment.Loss, frequency);
        if (experiment.Challenge is { } challenge)
        {
            challenge.Validate();
            var trunk = Trunk(
                challenge.Trunk, challenge.TrunkWidth, challenge.SynchronisesNorms ? NormKind.Synchronised : NormKind.Frozen, freezeAt: 2,
                challenge.HasDeformableConvolutions ? DeformableKind.V2 : DeformableKind.None);
            start(trunk);
            return new MaskRcnn(trunk, classification, Config(experiment, classes));
        }
        var config = Backbone(experiment) with { StrideIn1x1 = strideIn1x1 };
        if (experiment.Model.Features == DetectorFeatures.Pyramid)
        {
            var body = new ResNet(config);
            start(body);
            return new MaskRcnn(body, classification, Config(experiment, classes));
        }
        // The heads take C5's layers, so that one set of weights serves both.
        using var whole = new ResNet(config);
        start(whole);
        var c4 = new ResNet(config with { LastStage = 4 });
        var res5 = new ResNetStage(config, 5);
        var weights = whole.state_dict();
        Copy(weights, "", c4);
        Copy(weights, "layer4.", res5);
        return new MaskRcnn(c4, res5, classification, Config(experiment, classes));
    }

    /// <summary>A backbone of the LVIS challenge; a thin one has fewer groups of the same width.</summary>
    /// <param name="trunk">Which.</param>
    /// <param name="width">Factor on its channel numbers: a power of 1/2 from 1/32 on, or 1.</param>
    /// <param name="norm">Of the stages that are trained.</param>
    /// <param name="freezeAt">The last stage that is not.</param>
    /// <param name="deformable">Kind of its deformable convolutions, from C3 on.</param>
    internal static Backbone Trunk(ChallengeTrunk trunk, double width, NormKind norm, int freezeAt, DeformableKind deformable)
    {
        if (trunk == ChallengeTrunk.SENet154)
            return new SENet(SENetConfig.SENet154 with
            {
                WidthMultiplier = width, Groups = (int)Math.Round(SENetConfig.SENet154.Groups * width), Norm = norm, FreezeAt = freezeAt,
            });
        var published = ResNetConfig.ResNeXt101x64x4d;
        return new ResNet(published with
        {
            WidthMultiplier = width, Groups = (int)Math.Round(published.Groups * width), WidthPerGroup = (int)Math.Round(published.WidthPerGroup / width), Norm = norm,
            FreezeAt = freezeAt, Deformable = deformable,
        });
    }

    /// <summary>The backbone of a detector.</summary>
    internal static ResNetConfig Backbone(DetectionExperiment experiment) => new()
    {
        Depth = experiment.Model.Depth, WidthMultiplier = experiment.Scale.Width, Norm = NormKind.Frozen, FreezeAt = 2,
    };

    /// <summary>Its settings apart from its backbone.</summary>
    /// <param name="experiment">The declaration.</param>
    /// <param name="classes">K.</param>
    internal static MaskRcnnConfig Config(DetectionExperiment experiment, int classes)
    {
        var (model, scale) = (experiment.Model, experiment.Scale);
        var isPyramid = model.Features == DetectorFeatures.Pyramid;
        var isCascade = model.Framework == DetectorFramework.CascadeMaskRcnn;
        var (rpn, heads) = (new RpnConfig(), new RoiHeadsConfig());
        int Share(double number) => Math.Max(1, (int)Math.Round(number * scale.Proposals));
        int Kept(double number) => Share(number * (isPyramid ? 1 : scale.C4Proposals));
        var before = isPyramid ? 1 : C4Proposals;
        var anchors = isPyramid ? AnchorGrid.Pyramid : AnchorGrid.SingleMap;
        var config = new MaskRcnnConfig
        {
            Classes = classes,
            Rpn = rpn with
            {
                Anchors = anchors with { Sizes = [.. anchors.Sizes.Select(level => level.Select(size => size * scale.AnchorScale).ToArray())] },
                Sampling = rpn.Sampling with { Count = Share(rpn.Sampling.Count) },
                BeforeSuppression = (Share(before * rpn.BeforeSuppression.Training), Share(before * rpn.BeforeSuppression.Inference)),
                AfterSuppression = (Kept(rpn.AfterSuppression.Training), Kept(rpn.AfterSuppression.Inference)),
            },
            Heads = heads with
            {
                Stages = isCascade ? BoxStage.Cascade : BoxStage.MaskRcnn,
                IsBoxClassAgnostic = isCascade,
                HasMasks = experiment.Data.HasMasks,
                Sampling = heads.Sampling with { Count = Kept(heads.Sampling.Count) },
                BoxPooling = heads.BoxPooling with { Size = isPyramid ? heads.BoxPooling.Size : scale.MaskPooling },
                MaskPooling = heads.MaskPooling with { Size = scale.MaskPooling },
                DetectionsPerImage = scale.DetectionsPerImage,
            },
        };
        return config.Thin(scale.Width) with { Heads = config.Thin(scale.Width).Heads with { MaskChannels = config.Thin(scale.MaskWidth).Heads.MaskChannels } };
    }

    private static void Copy(Dictionary<string, TorchSharp.torch.Tensor> weights, string prefix, TorchSharp.torch.nn.Module to)
    {
        using var noGrad = TorchSharp.torch.no_grad();
        foreach (var (name, value) in to.state_dict())
            value.copy_(weights[prefix + name]);
    }
}

using Workbook.Losses;
using Workbook.Models;
using Workbook.Models.Backbones;
using static TorchSharp.torch;

namespace Workbook.Tests.Models.Detection;

/// <summary>Mask R-CNN an eighth as wide with seeded weights, whose last layers are centred and scaled so that labels, scores, boxes and masks differ clearly.</summary>
internal static class ThinDetector
{
    public const int Classes = 6;

    /// <param name="limit">Detections of an image.</param>
    /// <param name="leastScore">Detections have a larger score.</param>
    /// <param name="seed">Of the weights.</param>
    public static MaskRcnn Model(int limit, double leastScore = 0, long seed = 6)
    {
        using var noGrad = no_grad();
        manual_seed(seed).Dispose();
        var config = new MaskRcnnConfig
        {
            Classes = Classes, Heads = new() { IsMaskClassAgnostic = false, DetectionsPerImage = limit, LeastScore = leastScore },
        };
        var model = new MaskRcnn(
            new ResNet(ResNetConfig.ResNet50 with { WidthMultiplier = 0.125, FreezeAt = 2 }), ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()),
            config.Thin(0.125));
        foreach (var (layer, factor) in new[] { ("cls_score", 2), ("bbox_pred", 10), ("mask_fcn_logits", 1) })
        {
            var weight = model.named_parameters().Single(
                p => p.name.StartsWith("roi_heads", StringComparison.Ordinal) && p.name.EndsWith($"{layer}.weight", StringComparison.Ordinal)).parameter;
            weight.sub_(weight.mean([1], keepdim: true)).mul_(factor);
        }
        model.eval();
        return model;
    }
}

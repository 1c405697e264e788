using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>Boxes of one image with what they stand for.</summary>
/// <param name="Boxes">[R, 4].</param>
/// <param name="Labels">Int64 [R], in [0, K]; K = background.</param>
/// <param name="Objects">Int64 [R]: the object of each; 0 for background.</param>
internal sealed record SampledProposals(Tensor Boxes, Tensor Labels, Tensor Objects)
{
    public static SampledProposals Of(Tensor boxes, DetectionTarget target, double leastIou, long classes)
    {
        var matches = new BoxMatching(leastIou, leastIou, AllowsLowQuality: false).Match(target.Boxes, boxes);
        var objects = matches.clamp_min(0);
        var labels = target.Labels.shape[0] == 0
            ? full_like(objects, classes)
            : target.Labels.index_select(0, objects).masked_fill(matches.lt(0), classes);
        return new(boxes, labels, objects);
    }

    public SampledProposals Only(Tensor indices) => new(Boxes.index_select(0, indices), Labels.index_select(0, indices), Objects.index_select(0, indices));

    /// <summary>The box of each row's object, [R, 4]; its own box where the image has no object.</summary>
    public Tensor ObjectBoxes(DetectionTarget target) => target.Boxes.shape[0] == 0 ? Boxes : target.Boxes.index_select(0, Objects);
}

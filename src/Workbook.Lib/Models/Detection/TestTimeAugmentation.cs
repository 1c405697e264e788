using Workbook.Ops;
using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>
/// Detection in several views of an image: the boxes of all views together pass non-maximum suppression within each category, and the masks of those
/// kept are predicted in every view and averaged. Agrees with detectron2's GeneralizedRCNNWithTTA (v0.6), save that scores up to 1e-8 are not
/// left out unless the model's own threshold leaves them out.
/// </summary>
public static class TestTimeAugmentation
{
    /// <summary>The detections, without gradients. Batch norms behave as the model's mode says: call <c>eval()</c> before.</summary>
    /// <param name="model">Its settings say how much boxes may overlap and how many are kept.</param>
    /// <param name="views">At least one.</param>
    /// <param name="original">The image that they are views of.</param>
    /// <returns>Boxes in the original image's pixels; masks unmirrored.</returns>
    /// <remarks>
    /// The feature maps of all views are held until the masks are done: 1.6 GB for detectron2's 18 views of a photo of 3:2 (shorter edges of 400 to 1200,
    /// mirrored or not) with 256 channels, against a second pass through the backbone.
    /// </remarks>
    /// <exception cref="ArgumentException">No view, an image without pixels, or pixels whose shape does not fit.</exception>
    public static Detections Detect(MaskRcnn model, IReadOnlyList<AugmentedImage> views, ImageSize original)
    {
        if (views.Count == 0)
            throw new ArgumentException($"{nameof(TestTimeAugmentation)}: expected at least one view of the image, got none.", nameof(views));
        if (original.Height < 1 || original.Width < 1)
            throw new ArgumentException(
                $"{nameof(TestTimeAugmentation)}: expected an image of at least 1 x 1 pixels, got {original.Height} x {original.Width}.", nameof(original));
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var levels = views.Select(view => Features(model, view.Pixels)).ToList();
        var found = views.Select((view, i) => InOriginal(view, model.FindBoxes(view.Pixels, levels[i], [view.Size])[0], original)).ToList();
        var merged = Merge(found, model.Config.Heads);
        var masks = views.Select((view, i) => Masks(model, view, levels[i], merged, original)).ToList();
        var result = merged with { Masks = stack(masks).mean([0]) };
        result.MoveToOuterDisposeScope();
        return result;
    }

    private static Tensor[] Features(MaskRcnn model, Tensor pixels)
    {
        using var scope = NewDisposeScope();
        var levels = model.Features(pixels);
        foreach (var level in levels)
            level.MoveToOuterDisposeScope();
        return levels;
    }

    private static Detections InOriginal(AugmentedImage view, Detections found, ImageSize original) =>
        found with { Boxes = Boxes.Clip(view.ToOriginal(found.Boxes, original), original.Height, original.Width) };

    private static Detections Merge(List<Detections> found, RoiHeadsConfig config)
    {
        var boxes = cat(found.Select(f => f.Boxes).ToList(), 0);
        var scores = cat(found.Select(f => f.Scores).ToList(), 0);
        var labels = cat(found.Select(f => f.Labels).ToList(), 0);
        var kept = Suppression.Batched(boxes, scores, labels, config.Suppression, config.DetectionsPerImage);
        return new(boxes.index_select(0, kept), scores.index_select(0, kept), labels.index_select(0, kept), Masks: null);
    }

    private static Tensor Masks(MaskRcnn model, AugmentedImage view, Tensor[] levels, Detections merged, ImageSize original)
    {
        var masks = model.Masks(levels, [view.FromOriginal(merged.Boxes, original)], [merged.Labels])[0];
        return view.IsFlipped ? masks.flip(2) : masks;
    }
}

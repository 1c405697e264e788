using Workbook.Ops;
using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>A detector of an ensemble and what its labels are there.</summary>
/// <param name="Model">
/// In evaluation mode. What its own <see cref="RoiHeadsConfig.DetectionsPerImage"/> leaves out in a view, no <see cref="EnsembleConfig.CategoryFactors"/>
/// brings back: give it a larger one than the ensemble's.
/// </param>
/// <param name="Categories">
/// For each of its labels the category of the ensemble, or -1 where that has none: such detections are dropped. Several labels may be one category.
/// </param>
/// <param name="GivesMasks">
/// Whether its masks count, for whichever detector's boxes; then each category must be one of its labels. An expert gives boxes only.
/// </param>
/// <param name="ScoreFactor">In (0, 1]: what its scores are multiplied by, where it is to be believed less than others.</param>
public sealed record EnsembleMember(MaskRcnn Model, IReadOnlyList<int> Categories, bool GivesMasks = true, double ScoreFactor = 1)
{
    /// <summary>A detector whose labels are the ensemble's categories.</summary>
    public EnsembleMember(MaskRcnn model)
        : this(model, [.. Enumerable.Range(0, (int)model.Config.Classes)])
    {
    }

    /// <summary>What it finds in a view: boxes in the original image's pixels, labels of the ensemble.</summary>
    /// <param name="view">The view.</param>
    /// <param name="original">The image.</param>
    /// <param name="factors">Float [K]: what the scores of each category are multiplied by.</param>
    internal Detections FindBoxes(AugmentedImage view, ImageSize original, Tensor factors)
    {
        using var scope = NewDisposeScope();
        var levels = Model.Features(view.Pixels);
        var found = Model.FindBoxes(view.Pixels, levels, [view.Size])[0];
        var categories = tensor(Categories.Select(category => (long)category).ToArray(), device: found.Labels.device).index_select(0, found.Labels);
        var shared = categories.ge(0).nonzero().squeeze(1);
        var labels = categories.index_select(0, shared);
        var boxes = Boxes.Clip(view.ToOriginal(found.Boxes.index_select(0, shared), original), original.Height, original.Width);
        var scores = found.Scores.index_select(0, shared) * factors.index_select(0, labels) * (float)ScoreFactor;
        var result = new Detections(boxes, scores, labels, Masks: null);
        result.MoveToOuterDisposeScope();
        return result;
    }

    /// <summary>Its masks of boxes in a view, unmirrored, [D, M, M].</summary>
    /// <param name="view">The view.</param>
    /// <param name="found">Boxes in the original image's pixels, labels of the ensemble.</param>
    /// <param name="original">The image.</param>
    internal Tensor Masks(AugmentedImage view, Detections found, ImageSize original)
    {
        using var scope = NewDisposeScope();
        var labels = found.Labels.cpu().data<long>().ToArray().Select(category => (long)LabelOf((int)category)).ToArray();
        var masks = Model.Masks(
            Model.Features(view.Pixels), [view.FromOriginal(found.Boxes, original)], [tensor(labels, [labels.Length], device: found.Labels.device)])[0];
        return (view.IsFlipped ? masks.flip(2) : masks).MoveToOuterDisposeScope();
    }

    /// <summary>The first label of a category, or -1.</summary>
    internal int LabelOf(int category)
    {
        for (var label = 0; label < Categories.Count; label++)
            if (Categories[label] == category)
                return label;
        return -1;
    }
}

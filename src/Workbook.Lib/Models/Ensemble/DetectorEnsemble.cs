using Workbook.Ops;
using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>
/// Several detectors as one, in several views of an image (the paper's appendix A): the boxes of all in all box views are merged within each category, and the
/// masks of those kept are predicted in every mask view by every member that gives masks, and averaged. With one member, and the same views for boxes and
/// masks, it is <see cref="TestTimeAugmentation"/>, bit for bit.
/// </summary>
/// <remarks>
/// Members see the same pixels, so their normalisation must be one. The feature maps of one view and member are held at a time; those of a mask view are
/// computed again for the masks, where <see cref="TestTimeAugmentation"/> holds all and computes once.
/// </remarks>
public sealed class DetectorEnsemble
{
    private readonly IReadOnlyList<EnsembleMember> _members;
    private readonly float[] _factors;

    /// <param name="members">At least one; ties of scores go to the first.</param>
    /// <param name="config">The settings.</param>
    /// <exception cref="ArgumentException">No member, labels or factors that do not fit the categories, or a member that is to give masks and cannot.</exception>
    public DetectorEnsemble(IReadOnlyList<EnsembleMember> members, EnsembleConfig config)
    {
        if (members.Count == 0)
            throw new ArgumentException("An ensemble: expected at least one member, got none.", nameof(members));
        foreach (var (number, member) in members.Index())
            Validate($"Member {number} of an ensemble", member, config.Classes);
        if (config.CategoryFactors is { } given && (given.Count != config.Classes || given.Any(factor => !(factor is > 0 and <= 1))))
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"An ensemble of {config.Classes} categories: expected a factor in (0, 1] for each, got {given.Count}, the least {given.DefaultIfEmpty().Min()}, the largest {given.DefaultIfEmpty().Max()}."),
                nameof(config));
        ArgumentOutOfRangeException.ThrowIfNegative(config.DetectionsPerImage);
        (_members, Config) = (members, config);
        _factors = [.. config.CategoryFactors?.Select(factor => (float)factor) ?? Enumerable.Repeat(1f, config.Classes)];
    }

    /// <summary>The settings.</summary>
    public EnsembleConfig Config { get; }

    /// <summary>Whether there are masks to give.</summary>
    public bool HasMasks => _members.Any(member => member.GivesMasks);

    /// <summary>The detections, without gradients; with masks where a member gives them and there is a view for them.</summary>
    /// <param name="boxViews">At least one.</param>
    /// <param name="maskViews">For masks; none for boxes only. They may be the same as those for boxes.</param>
    /// <param name="original">The image that they are views of.</param>
    /// <returns>Boxes in the original image's pixels; masks unmirrored.</returns>
    /// <exception cref="ArgumentException">
    /// No view for boxes, an image without pixels, pixels whose shape does not fit, or members whose masks have different sizes.
    /// </exception>
    public Detections Detect(IReadOnlyList<AugmentedImage> boxViews, IReadOnlyList<AugmentedImage> maskViews, ImageSize original)
    {
        if (boxViews.Count == 0)
            throw new ArgumentException($"{nameof(DetectorEnsemble)}: expected at least one view of the image to find boxes in, got none.", nameof(boxViews));
        if (original.Height < 1 || original.Width < 1)
            throw new ArgumentException(
                $"{nameof(DetectorEnsemble)}: expected an image of at least 1 x 1 pixels, got {original.Height} x {original.Width}.", nameof(original));
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var factors = tensor(_factors, device: boxViews[0].Pixels.device);
        var found = _members.SelectMany(member => boxViews.Select(view => member.FindBoxes(view, original, factors))).ToList();
        var merged = Merge(found, Config);
        var result = merged with { Masks = Masks(maskViews, merged, original) };
        result.MoveToOuterDisposeScope();
        return result;
    }

    /// <summary>The boxes that stay of those found, by falling score.</summary>
    internal static Detections Merge(IReadOnlyList<Detections> found, EnsembleConfig config)
    {
        using var scope = NewDisposeScope();
        var boxes = cat(found.Select(f => f.Boxes).ToList(), 0);
        var scores = cat(found.Select(f => f.Scores).ToList(), 0);
        var labels = cat(found.Select(f => f.Labels).ToList(), 0);
        var rows = Suppression.Batched(boxes, scores, labels, config.Suppression, config.DetectionsPerImage);
        var kept = new Detections(boxes.index_select(0, rows), scores.index_select(0, rows), labels.index_select(0, rows), Masks: null);
        if (config.Merging == BoxMerging.Voting)
            kept = kept with { Boxes = BoxVoting.Vote(kept, new(boxes, scores, labels, Masks: null), config.Suppression) };
        kept.MoveToOuterDisposeScope();
        return kept;
    }

    private Tensor? Masks(IReadOnlyList<AugmentedImage> views, Detections merged, ImageSize original)
    {
        var masks = _members.Where(member => member.GivesMasks).SelectMany(member => views.Select(view => member.Masks(view, merged, original))).ToList();
        var sizes = masks.Select(mask => mask.shape[^1]).Distinct().ToList();
        return sizes.Count switch
        {
            0 => null,
            1 => stack(masks).mean([0]),
            _ => throw new ArgumentException(
                $"{nameof(DetectorEnsemble)}: masks of {string.Join(" and ", sizes)} pixels a side cannot be averaged; expected one size of all members."),
        };
    }

    private static void Validate(string who, EnsembleMember member, int classes)
    {
        if (member.Categories.Count != member.Model.Config.Classes)
            throw new ArgumentException($"{who}: expected a category, or -1, for each of its {member.Model.Config.Classes} labels, got {member.Categories.Count}.");
        if (member.Categories.Any(category => category < -1 || category >= classes))
            throw new ArgumentException($"{who}: expected categories from -1 to {classes - 1}, got {member.Categories.Min()} to {member.Categories.Max()}.");
        if (!(member.ScoreFactor is > 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"{who}: expected a factor of its scores in (0, 1], got {member.ScoreFactor}."));
        if (!member.GivesMasks)
            return;
        if (!member.Model.Config.Heads.HasMasks)
            throw new ArgumentException($"{who} is to give masks, but predicts none: let it give boxes only.");
        if (Enumerable.Range(0, classes).FirstOrDefault(category => member.LabelOf(category) < 0, -1) is >= 0 and var missing)
            throw new ArgumentException($"{who} is to give masks of all {classes} categories, but none of its labels is category {missing}: let it give boxes only.");
    }
}

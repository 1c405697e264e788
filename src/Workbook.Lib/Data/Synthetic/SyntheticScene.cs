using Workbook.Data.Images;

namespace Workbook.Data.Synthetic;

/// <summary>A drawn image: a pure function of seed, kind, split, index and plan.</summary>
/// <param name="Plan">What it was to show.</param>
/// <param name="Image">The pixels.</param>
/// <param name="Owners">For each pixel the index of the planned object, or <see cref="SceneLayout.Nobody"/>.</param>
/// <param name="Objects">Those that found room.</param>
internal sealed record SyntheticScene(ImagePlan Plan, RgbImage Image, int[] Owners, IReadOnlyList<SyntheticObject> Objects)
{
    private const int MostAttempts = 1000;

    /// <param name="plan">What to show.</param>
    /// <param name="categories">What its indices mean.</param>
    /// <param name="seed">The set's seed.</param>
    /// <param name="key">Kind, split and index of the image.</param>
    /// <param name="look">How it looks; null for the look of the main sets.</param>
    public static SyntheticScene Draw(
        ImagePlan plan, IReadOnlyList<SyntheticCategory> categories, ulong seed, (ulong Kind, ulong Split, ulong Image) key, SyntheticLook? look = null)
    {
        look ??= SyntheticLook.Plain;
        var composer = new SceneComposer(plan, categories, look);
        for (ulong attempt = 0; attempt < MostAttempts; attempt++)
        {
            var rng = new Rng(seed, key.Kind, key.Split, key.Image, attempt);
            if (composer.TryCompose(ref rng) is not { } layout)
                continue;
            var objects = new List<SyntheticObject>();
            for (var i = 0; i < plan.Objects.Count; i++)
                if (layout.Visible(i) > 0)
                    objects.Add(SyntheticObject.Of(plan.Objects[i], layout, i));
            return new SyntheticScene(plan, ScenePainter.Paint(layout, look, ref rng), layout.Owners, objects);
        }
        throw new InvalidOperationException(
            $"{plan.Objects.Count} objects found no room in an image of {plan.Width} x {plan.Height} in {MostAttempts} attempts (seed {seed}, split {key.Split}, "
            + $"image {key.Image}). Take another seed.");
    }
}

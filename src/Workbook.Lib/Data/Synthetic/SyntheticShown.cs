using Workbook.Data.Detection;

namespace Workbook.Data.Synthetic;

/// <summary>What the images of the LVIS-like set show without saying so: what an exhaustive annotation of the same images, as COCO's is, has beyond LVIS's.</summary>
internal static class SyntheticShown
{
    /// <summary>For each image the boxes of the objects that are not annotated. The scenes are laid out anew: no file has these.</summary>
    /// <param name="size">Of the set.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="split">Its split.</param>
    /// <param name="categories">Names of the categories that count.</param>
    public static IReadOnlyList<IReadOnlyList<BoxXywh>> Unannotated(SyntheticDetectionSize size, ulong seed, SyntheticSplit split, IReadOnlySet<string> categories)
    {
        const SyntheticDetectionKind Kind = SyntheticDetectionKind.Lvis;
        var all = SyntheticCatalogue.For(size);
        var plans = SplitPlan.Make(SyntheticSpec.Of(size), all, Kind, split, seed);
        var boxes = new IReadOnlyList<BoxXywh>[plans.Length];
        bool Counts(PlannedObject item) => !item.IsAnnotated && categories.Contains(all[item.Category].Name);
        Parallel.For(0, plans.Length, i => boxes[i] = !plans[i].Objects.Any(Counts)
            ? []
            : [.. SyntheticScene.Draw(plans[i], all, seed, ((ulong)Kind, (ulong)split, (ulong)i)).Objects.Where(item => Counts(item.Plan))
                .Select(item => new BoxXywh(item.Left, item.Top, item.Right - item.Left, item.Bottom - item.Top))]);
        return boxes;
    }
}

namespace Workbook.Data.Synthetic;

/// <summary>Deals objects to the images of a set without a tail: as many of each category, all annotated.</summary>
internal static class BalancedPlan
{
    private const int MostObjects = 4;

    /// <summary>Images of 1 to 4 objects, of a category or of several.</summary>
    /// <param name="categories">Number of categories.</param>
    /// <param name="objects">Of each category.</param>
    /// <param name="side">The sides of an image are between 3/4 and 5/4 of it, in pixels.</param>
    /// <param name="listed">Chance that an image lists a category that it lacks; 1 where the set is annotated exhaustively.</param>
    /// <param name="rng">Random numbers.</param>
    public static ImagePlan[] Make(int categories, int objects, int side, double listed, Rng rng)
    {
        int[] order = [.. Enumerable.Range(0, categories * objects).Select(i => i % categories)];
        rng.Shuffle(order);
        var plans = new List<ImagePlan>();
        for (var at = 0; at < order.Length; at += plans[^1].Objects.Count)
        {
            var shown = order.AsSpan(at, Math.Min(1 + rng.NextInt(MostObjects), order.Length - at)).ToArray();
            var negative = new List<int>();
            for (var category = 0; category < categories; category++)
                if (!shown.Contains(category) && rng.NextBool(listed))
                    negative.Add(category);
            plans.Add(new ImagePlan(
                Side(), Side(), [.. shown.Select(category => new PlannedObject(category, IsAnnotated: true, IsRequired: true))], negative, [], new HashSet<int>()));
        }
        return [.. plans];

        int Side() => side * 3 / 4 + rng.NextInt(side / 2 + 1);
    }
}

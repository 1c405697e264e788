using System.Runtime.InteropServices;

namespace Workbook.Data.Synthetic;

/// <summary>
/// Deals categories to the images of a split, so that the number of images with an annotation of a category is exactly the stated one and every
/// image has one; then, as in LVIS, further images that show a category without saying so, and images that are listed to lack it.
/// </summary>
internal sealed class SplitPlan
{
    private const int MostObjects = 8; // without those that are shown and not annotated
    private const double ShareHidden = 0.08; // of a category's images: further ones that show it, neither positive nor negative
    private const double ChanceNotExhaustive = 0.04; // of a pair of image and category
    private const double ChanceGroup = 0.08; // of a pair; Open Images
    private const double ChanceFamilyOnly = 0.1; // of a pair whose category is frequent; Open Images

    private readonly SyntheticSpec _spec;
    private readonly IReadOnlyList<SyntheticCategory> _categories;
    private readonly SyntheticDetectionKind _kind;
    private readonly SyntheticSplit _split;
    private readonly List<int>[] _annotated;
    private readonly List<int>[] _hidden;
    private readonly List<int>[] _negative;
    private Rng _rng;

    private SplitPlan(SyntheticSpec spec, IReadOnlyList<SyntheticCategory> categories, SyntheticDetectionKind kind, SyntheticSplit split, ulong seed)
    {
        (_spec, _categories, _kind, _split) = (spec, categories, kind, split);
        (_annotated, _hidden, _negative) = (Lists(), Lists(), Lists());
        _rng = new Rng(seed, (ulong)kind, (ulong)split);

        List<int>[] Lists() => [.. Enumerable.Range(0, spec.Images(split)).Select(_ => new List<int>())];
    }

    public static ImagePlan[] Make(
        SyntheticSpec spec, IReadOnlyList<SyntheticCategory> categories, SyntheticDetectionKind kind, SyntheticSplit split, ulong seed)
    {
        var plan = new SplitPlan(spec, categories, kind, split, seed);
        plan.DealAnnotated();
        plan.DealHiddenAndNegative();
        return [.. Enumerable.Range(0, spec.Images(split)).Select(plan.Image)];
    }

    // Images have an appetite of 1 to 7 categories; those least filled for theirs come first. In random order of categories, for the frequent
    // ones are not to gather in the same images.
    private void DealAnnotated()
    {
        int[] appetites = [.. _annotated.Select(_ => 1 + _rng.NextInt(7))];
        var order = Indices(_categories.Count);
        _rng.Shuffle(order);
        foreach (var category in order)
        {
            double[] keys = [.. appetites.Select((appetite, image) => (_annotated[image].Count + _rng.NextDouble()) / appetite)];
            var images = Indices(keys.Length);
            Array.Sort(keys, images);
            foreach (var image in images[.._spec.Images(_split, _categories[category])])
                _annotated[image].Add(category);
        }
        foreach (var empty in _annotated.Where(list => list.Count == 0))
        {
            var fullest = _annotated.MaxBy(list => list.Count)!;
            empty.Add(fullest[^1]);
            fullest.RemoveAt(fullest.Count - 1);
        }
    }

    private void DealHiddenAndNegative()
    {
        // Few in training, as in LVIS, where an image lists 9 of 1,230 categories; more where they make the measurement.
        var negative = Math.Max(3, _annotated.Length * (_split == SyntheticSplit.Train ? 0.025 : 0.07));
        for (var category = 0; category < _categories.Count; category++)
        {
            int[] others = [.. Indices(_annotated.Length).Where(image => !_annotated[image].Contains(category))];
            _rng.Shuffle(others);
            var hidden = Math.Min(others.Length / 2, (int)(ShareHidden * (_annotated.Length - others.Length) + 0.5));
            foreach (var image in others[..hidden])
                _hidden[image].Add(category);
            foreach (var image in others[hidden..Math.Min(others.Length, hidden + (int)negative)])
                _negative[image].Add(category);
        }
    }

    private ImagePlan Image(int image)
    {
        var objects = new List<PlannedObject>();
        var notExhaustive = new List<int>();
        var familyOnly = new HashSet<int>();
        var annotated = _annotated[image];
        var extra = MostObjects - annotated.Count;
        foreach (var category in annotated)
        {
            var isGroup = _kind == SyntheticDetectionKind.OpenImages && _rng.NextBool(ChanceGroup);
            objects.Add(new PlannedObject(category, IsAnnotated: true, IsRequired: true, isGroup ? 5 + _rng.NextInt(4) : 1));
            while (extra > 0 && _rng.NextBool(0.3))
            {
                objects.Add(new PlannedObject(category, IsAnnotated: true, IsRequired: false));
                extra--;
            }
            if (_kind == SyntheticDetectionKind.Lvis && _rng.NextBool(ChanceNotExhaustive))
            {
                objects.Add(new PlannedObject(category, IsAnnotated: false, IsRequired: true));
                notExhaustive.Add(category);
            }
            var isFrequent = _categories[category].Group == Detection.FrequencyGroup.Frequent;
            if (_kind == SyntheticDetectionKind.OpenImages && isFrequent && _rng.NextBool(ChanceFamilyOnly))
                familyOnly.Add(category);
        }
        foreach (var category in _hidden[image])
            objects.Add(new PlannedObject(category, IsAnnotated: false, IsRequired: false));
        Shuffle(objects);
        notExhaustive.Sort();
        return new ImagePlan(Side(), Side(), objects, _negative[image], notExhaustive, familyOnly);
    }

    // 3/4 to 5/4 of the set's side.
    private int Side() => _spec.Side * 3 / 4 + _rng.NextInt(_spec.Side / 2 + 1);

    private void Shuffle(List<PlannedObject> objects)
    {
        var order = Indices(objects.Count);
        _rng.Shuffle(order);
        PlannedObject[] shuffled = [.. order.Select(i => objects[i])];
        shuffled.CopyTo(CollectionsMarshal.AsSpan(objects));
    }

    private static int[] Indices(int count) => [.. Enumerable.Range(0, count)];
}

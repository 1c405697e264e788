using Workbook.Data.Detection;

namespace Workbook.Data.Synthetic;

/// <summary>
/// The categories of the synthetic detection sets. A family is a shape; in it a frequent category has a common and a rare look-alike, of which one
/// has its texture in other colours and one its colours in another texture. Every shape, texture and pair of colours is seen in frequent
/// categories, so a rare category is a new combination of what can be learned from them.
/// </summary>
public static class SyntheticCatalogue
{
    private static readonly SyntheticShape[] Shapes =
    [
        SyntheticShape.Ring, SyntheticShape.Star, SyntheticShape.Square, SyntheticShape.Disc, SyntheticShape.Crescent, SyntheticShape.Tee,
        SyntheticShape.Triangle, SyntheticShape.Frame, SyntheticShape.Plus, SyntheticShape.Dumbbell, SyntheticShape.Rails, SyntheticShape.Hourglass,
    ];

    private static readonly SyntheticTexture[] Textures =
        [SyntheticTexture.Striped, SyntheticTexture.Dotted, SyntheticTexture.Checked, SyntheticTexture.Shaded];

    // Steps of texture and palette from the family's first ones; the look-alikes of the frequent category in the same row.
    private static readonly (int Texture, int Palette)[] FrequentSteps = [(0, 0), (2, 2)];
    private static readonly (int Texture, int Palette)[] CommonSteps = [(1, 0), (2, 3)];
    private static readonly (int Texture, int Palette)[] RareSteps = [(0, 1), (3, 2)];

    /// <summary>The categories in order of their ids.</summary>
    public static IReadOnlyList<SyntheticCategory> For(SyntheticDetectionSize size)
    {
        var spec = SyntheticSpec.Of(size);
        var categories = new List<SyntheticCategory>();
        Add(FrequencyGroup.Frequent, FrequentSteps, firstFamily: 0);
        Add(FrequencyGroup.Common, CommonSteps, firstFamily: 4);
        Add(FrequencyGroup.Rare, RareSteps, firstFamily: 7);
        categories.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return [.. categories.Select((category, i) => category with { Id = i + 1 })];

        void Add(FrequencyGroup group, (int Texture, int Palette)[] steps, int firstFamily)
        {
            for (var rank = 0; rank < spec.GroupSize; rank++)
            {
                // In leaps of 5, which has no divisor in common with the number of families, so that look-alikes have different ranks.
                var family = (firstFamily + 5 * (rank / spec.MembersPerGroup)) % spec.Families;
                var member = rank % spec.MembersPerGroup;
                var category = Member(family, steps[member]);
                categories.Add(category with
                {
                    Group = group,
                    TrainImages = spec.TrainImagesAt(group, rank),
                    LookAlike = group == FrequencyGroup.Frequent ? null : Member(family, FrequentSteps[member]).Name,
                });
            }
        }
    }

    /// <summary>Every combination of shape, texture and colours that is no category of any of the sets.</summary>
    internal static IReadOnlyList<SyntheticCategory> Others { get; } = MakeOthers();

    private static SyntheticCategory[] MakeOthers()
    {
        var taken = Enum.GetValues<SyntheticDetectionSize>().SelectMany(For).Select(category => category.Name).ToHashSet();
        return [.. Shapes.SelectMany(_ => Textures, (shape, texture) => (shape, texture))
            .SelectMany(_ => Enum.GetValues<SyntheticPalette>(), (pair, palette) => Of(pair.shape, pair.texture, palette))
            .Where(category => !taken.Contains(category.Name))];
    }

    private static SyntheticCategory Member(int family, (int Texture, int Palette) step) => Of(
        Shapes[family], Textures[(family + step.Texture) % Textures.Length], (SyntheticPalette)((family + family / Textures.Length + step.Palette) % 4));

    private static SyntheticCategory Of(SyntheticShape shape, SyntheticTexture texture, SyntheticPalette palette)
    {
        return new SyntheticCategory
        {
            Id = 0,
            Name = $"{palette} {texture} {shape}".ToLowerInvariant(),
            Family = shape.ToString().ToLowerInvariant(),
            Group = FrequencyGroup.None,
            TrainImages = 0,
            LookAlike = null,
            Shape = shape,
            Texture = texture,
            Palette = palette,
        };
    }
}

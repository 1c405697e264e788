using Workbook.Data.Detection;

namespace Workbook.Data.Synthetic;

/// <summary>The numbers behind a <see cref="SyntheticDetectionSize"/>.</summary>
/// <param name="Families">Shapes.</param>
/// <param name="MembersPerGroup">Categories of a family in each frequency group, 1 or 2.</param>
/// <param name="Frequent">Training images of the most and of the least frequent category of the group.</param>
/// <param name="Common">The same.</param>
/// <param name="Rare">The same.</param>
/// <param name="TrainImages">Training images; each has an annotation.</param>
/// <param name="ValidationImages">Validation images; each has an annotation.</param>
/// <param name="LeastValidationImages">Validation images of a category that a seventh of its training images would not reach.</param>
/// <param name="Side">The sides of an image are between 3/4 and 5/4 of it, in pixels.</param>
internal sealed record SyntheticSpec(
    int Families, int MembersPerGroup, (int Most, int Least) Frequent, (int Most, int Least) Common, (int Most, int Least) Rare,
    int TrainImages, int ValidationImages, int LeastValidationImages, int Side)
{
    // LVIS v0.5: 0.9 % of all pairs of image and category in training are rare, 9.1 % rare or common. Here 0.96 % and 9.08 %.
    private static readonly SyntheticSpec Mini = new(12, 2, (937, 102), (80, 11), (10, 1), 2000, 400, 12, 128);

    // Frequent means more than 100 images, so that most images show both frequent categories.
    private static readonly SyntheticSpec Smoke = new(2, 1, (104, 101), (20, 11), (4, 2), 108, 24, 4, 72);

    public static SyntheticSpec Of(SyntheticDetectionSize size) => size == SyntheticDetectionSize.Mini ? Mini : Smoke;

    /// <summary>Categories of a frequency group.</summary>
    public int GroupSize => Families * MembersPerGroup;

    /// <summary>Images of a split.</summary>
    public int Images(SyntheticSplit split) => split == SyntheticSplit.Train ? TrainImages : ValidationImages;

    /// <summary>Images that contain a category.</summary>
    public int Images(SyntheticSplit split, SyntheticCategory category) =>
        split == SyntheticSplit.Train ? category.TrainImages : Math.Max(LeastValidationImages, category.TrainImages / 7);

    /// <summary>Training images of the category at a rank, from 0, of its group: falls with the square of the ranks that are left.</summary>
    public int TrainImagesAt(FrequencyGroup group, int rank)
    {
        var (most, least) = group switch
        {
            FrequencyGroup.Frequent => Frequent,
            FrequencyGroup.Common => Common,
            _ => Rare,
        };
        var last = GroupSize - 1;
        var whole = last * last;
        return least + ((most - least) * (last - rank) * (last - rank) + whole / 2) / whole;
    }
}

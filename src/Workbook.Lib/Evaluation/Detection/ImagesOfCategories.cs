namespace Workbook.Evaluation.Detection;

/// <summary>A list of images for each category.</summary>
internal sealed class ImagesOfCategories
{
    private readonly Grouping _grouping;

    /// <summary>Starts from pairs of an image and a category.</summary>
    /// <param name="images">The images of the pairs.</param>
    /// <param name="grouping">The pairs of each category.</param>
    public ImagesOfCategories(int[] images, Grouping grouping)
    {
        _grouping = grouping;
        foreach (ref var pair in grouping.Items)
            pair = images[pair];
    }

    public ReadOnlySpan<int> this[int category] => _grouping[category];
}

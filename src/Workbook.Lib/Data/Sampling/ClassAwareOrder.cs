using Workbook.Data.Detection;

namespace Workbook.Data.Sampling;

/// <summary>
/// A category, then an image of it (Shen et al., "Relay Backpropagation for Effective Learning of Deep CNNs", ECCV 2016): categories come in
/// random orders one after the other, and each category's images likewise, so that every category comes equally often and so do the images
/// within it.
/// </summary>
public sealed class ClassAwareOrder : IImageOrder
{
    private readonly int[][] _images;
    private readonly Permutations _categories;
    private readonly Permutations[] _within;

    /// <param name="dataset">The ground truth; categories without a training image do not come.</param>
    /// <param name="images">The images to train on, ascending: see <see cref="TrainingImages"/>.</param>
    /// <param name="seed">Of the order.</param>
    /// <exception cref="ArgumentException">No image has a category.</exception>
    public ClassAwareOrder(DetectionDataset dataset, int[] images, ulong seed)
    {
        var lists = new List<int>[dataset.Categories.Count];
        foreach (var image in images)
            foreach (var category in dataset.Images.PositiveCategories(image))
                (lists[category] ??= []).Add(image);
        _images = [.. lists.Where(list => list is not null).Select(list => list.ToArray())];
        if (_images.Length == 0)
            throw new ArgumentException($"None of the {images.Length} images of {dataset.Source} has an annotation; expected at least one.", nameof(images));
        _categories = new(_images.Length, seed, 0);
        _within = [.. _images.Select((list, category) => new Permutations(list.Length, seed, 1, (ulong)category))];
    }

    /// <inheritdoc/>
    public int Image(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        var category = _categories.At(position);
        // Each category comes once a round, so the round counts how often it came before.
        return _images[category][_within[category].At(position / _images.Length)];
    }
}

namespace Workbook.Data;

/// <summary>The images of a set in memory, augmented at their own size.</summary>
/// <param name="set">The images.</param>
/// <param name="recipe">What is done to them.</param>
/// <param name="statistics">Normalisation.</param>
public sealed class AugmentedImages(ImageSet set, AugmentationRecipe recipe, ChannelStatistics statistics) : ILabelledImages
{
    /// <inheritdoc/>
    public DataSource Source => set.Source;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => set.ClassNames;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Labels => set.Labels;

    /// <inheritdoc/>
    public int Height => set.Height;

    /// <inheritdoc/>
    public int Width => set.Width;

    /// <inheritdoc/>
    public bool TryRead(int image, Span<float> into, ref Rng rng)
    {
        recipe.Apply(set.Image(image), set.Height, set.Width, statistics, into, ref rng);
        return true;
    }
}

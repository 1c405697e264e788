namespace Workbook.Data.Sampling;

/// <summary>The images as they are listed, over and over: for evaluation, which takes each once.</summary>
/// <param name="images">The images, at least one.</param>
public sealed class SequentialOrder(int[] images) : IImageOrder
{
    /// <inheritdoc/>
    public int Image(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        return images[position % images.Length];
    }
}

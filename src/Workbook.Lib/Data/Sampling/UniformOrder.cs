namespace Workbook.Data.Sampling;

/// <summary>Every image once an epoch, in a new random order each time.</summary>
/// <param name="images">The images, at least one; epoch e is a shuffle by <c>new Rng(seed, e)</c>.</param>
/// <param name="seed">Of the order.</param>
public sealed class UniformOrder(int[] images, ulong seed) : IImageOrder
{
    private readonly Permutations _epochs = new(images.Length, seed);

    /// <inheritdoc/>
    public int Image(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        return images[_epochs.At(position)];
    }
}

namespace Workbook.Data;

/// <summary>
/// Mean and standard deviation of each channel, of pixel values divided by 255. A normalised value is (pixel / 255 - mean) / std.
/// </summary>
/// <param name="Mean">In [0, 1].</param>
/// <param name="Std">Population standard deviation, positive.</param>
public sealed record ChannelStatistics(Rgb Mean, Rgb Std)
{
    /// <summary>Of the 50,000 training images of CIFAR-100.</summary>
    public static ChannelStatistics Cifar100 { get; } = new(new Rgb(0.50708, 0.48655, 0.44092), new Rgb(0.26733, 0.25644, 0.27615));

    /// <summary>Of all pixels of a set.</summary>
    /// <exception cref="ArgumentException">The set is empty, or a channel has one value only.</exception>
    public static ChannelStatistics Of(ImageSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Count == 0)
            throw new ArgumentException($"{set.Source.Name} has no images.", nameof(set));
        Span<long> sums = stackalloc long[ImageSet.Channels];
        Span<long> squares = stackalloc long[ImageSet.Channels];
        var plane = set.Height * set.Width;
        for (var i = 0; i < set.Count; i++)
            for (var c = 0; c < ImageSet.Channels; c++)
            {
                long sum = 0, square = 0;
                foreach (var value in set.Image(i).Slice(c * plane, plane))
                {
                    sum += value;
                    square += value * value;
                }
                sums[c] += sum;
                squares[c] += square;
            }

        var pixels = (double)plane * set.Count;
        var (r, g, b) = (Channel(sums[0], squares[0]), Channel(sums[1], squares[1]), Channel(sums[2], squares[2]));
        return new ChannelStatistics(new Rgb(r.Mean, g.Mean, b.Mean), new Rgb(r.Std, g.Std, b.Std));

        (double Mean, double Std) Channel(long sum, long square)
        {
            var mean = sum / pixels;
            var variance = square / pixels - mean * mean;
            if (variance <= 0)
                throw new ArgumentException(
                    FormattableString.Invariant($"{set.Source.Name}: a channel has the value {mean} in every pixel and cannot be normalised."),
                    nameof(set));
            return (mean / 255, Math.Sqrt(variance) / 255);
        }
    }
}

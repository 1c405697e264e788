using System.Buffers;

namespace Workbook.Data;

/// <summary>
/// What happens to a training image, in this order: zero-padding and random crop, random horizontal flip, AutoAugment, normalisation,
/// Cutout (paper, implementation details of CIFAR-100-LT: pad-crop and flip "first", "then use autoAugment and Cutout").
/// </summary>
/// <param name="CropPadding">Zero pixels added at each side before a crop of the original size at a random place; 0 leaves it out.</param>
/// <param name="Flip">Mirror with probability 1/2.</param>
/// <param name="AutoAugment">AutoAugment's CIFAR policy (Cubuk et al., 2019), as in torchvision 0.14
/// <c>AutoAugmentPolicy.CIFAR10</c>.</param>
/// <param name="CutoutLength">
/// Side of the square set to the mean (0 after normalisation), its centre anywhere in the image and its outside part cut off (DeVries and
/// Taylor, 2017; 16 in AutoAugment's CIFAR recipe); 0 leaves it out.
/// </param>
public sealed record AugmentationRecipe(int CropPadding, bool Flip, bool AutoAugment, int CutoutLength) : ImageAugmentation
{
    /// <summary>Normalisation only: for testing.</summary>
    public static AugmentationRecipe None { get; } = new(CropPadding: 0, Flip: false, AutoAugment: false, CutoutLength: 0);

    /// <summary>The paper's recipe for CIFAR-100-LT.</summary>
    public static AugmentationRecipe Cifar { get; } = new(CropPadding: 4, Flip: true, AutoAugment: true, CutoutLength: 16);

    /// <summary>Makes one training image. A pure function of its arguments; allocates nothing once the shared buffers exist.</summary>
    /// <param name="image">3 x height x width bytes.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="statistics">Normalisation.</param>
    /// <param name="into">Receives 3 x height x width normalised values.</param>
    /// <param name="rng">The image's own random stream.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Apply(ReadOnlySpan<byte> image, int height, int width, ChannelStatistics statistics, Span<float> into, ref Rng rng)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        var size = ImageSet.Channels * height * width;
        if (image.Length != size || into.Length != size)
            throw new ArgumentException(
                $"Expected {size} values for 3x{height}x{width}, got an image of {image.Length} and room for {into.Length}.");

        var rented = ArrayPool<byte>.Shared.Rent(2 * size);
        var current = rented.AsSpan(0, size);
        var other = rented.AsSpan(size, size);
        if (CropPadding > 0 || Flip)
            PadCropFlip(image, current, height, width, ref rng);
        else
            image.CopyTo(current);
        if (AutoAugment)
            AutoAugmentCifar.Apply(ref current, ref other, height, width, ref rng);
        Normalise(current, into, statistics);
        if (CutoutLength > 0)
            CutOut(into, height, width, ref rng);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private void PadCropFlip(ReadOnlySpan<byte> source, Span<byte> target, int height, int width, ref Rng rng)
    {
        var down = rng.NextInt(2 * CropPadding + 1) - CropPadding;
        var right = rng.NextInt(2 * CropPadding + 1) - CropPadding;
        var mirror = Flip && rng.NextBool(0.5);
        target.Clear();
        var first = Math.Max(0, -right);
        var length = width - Math.Abs(right);
        for (var c = 0; c < ImageSet.Channels; c++)
            for (var y = Math.Max(0, -down); y < height - Math.Max(0, down) && length > 0; y++)
            {
                var row = target.Slice((c * height + y) * width, width);
                source.Slice((c * height + y + down) * width + first + right, length).CopyTo(row[first..]);
                if (mirror)
                    row.Reverse();
            }
    }

    private static void Normalise(ReadOnlySpan<byte> source, Span<float> target, ChannelStatistics statistics)
    {
        var plane = source.Length / ImageSet.Channels;
        Channel(source[..plane], target, statistics.Mean.R, statistics.Std.R);
        Channel(source.Slice(plane, plane), target[plane..], statistics.Mean.G, statistics.Std.G);
        Channel(source[(2 * plane)..], target[(2 * plane)..], statistics.Mean.B, statistics.Std.B);

        static void Channel(ReadOnlySpan<byte> source, Span<float> target, double mean, double std)
        {
            var scale = (float)(1 / (255 * std));
            var offset = (float)(-mean / std);
            for (var i = 0; i < source.Length; i++)
                target[i] = source[i] * scale + offset;
        }
    }

    private void CutOut(Span<float> image, int height, int width, ref Rng rng)
    {
        var y = rng.NextInt(height);
        var x = rng.NextInt(width);
        var left = Math.Max(0, x - CutoutLength / 2);
        var right = Math.Min(width, x + CutoutLength / 2);
        for (var c = 0; c < ImageSet.Channels; c++)
            for (var row = Math.Max(0, y - CutoutLength / 2); row < Math.Min(height, y + CutoutLength / 2); row++)
                image[((c * height + row) * width + left)..((c * height + row) * width + right)].Clear();
    }
}

namespace Workbook.Data;

/// <summary>
/// AutoAugment's policy for CIFAR (Cubuk et al., "AutoAugment: Learning Augmentation Strategies from Data", 2019), with the operations and
/// magnitudes of torchvision 0.14 <c>AutoAugment(AutoAugmentPolicy.CIFAR10)</c> on 8-bit tensors: one of 25 pairs of operations at random,
/// each with its probability.
/// </summary>
internal static class AutoAugmentCifar
{
    /// <summary>One operation of a pair: its probability and its magnitude as one of ten steps.</summary>
    internal readonly record struct Step(ImageOperation Operation, double Probability, int Magnitude = 0);

    /// <summary>The published pairs.</summary>
    internal static readonly (Step First, Step Second)[] Policy =
    [
        (new(ImageOperation.Invert, 0.1), new(ImageOperation.Contrast, 0.2, 6)),
        (new(ImageOperation.Rotate, 0.7, 2), new(ImageOperation.TranslateX, 0.3, 9)),
        (new(ImageOperation.Sharpness, 0.8, 1), new(ImageOperation.Sharpness, 0.9, 3)),
        (new(ImageOperation.ShearY, 0.5, 8), new(ImageOperation.TranslateY, 0.7, 9)),
        (new(ImageOperation.AutoContrast, 0.5), new(ImageOperation.Equalize, 0.9)),
        (new(ImageOperation.ShearY, 0.2, 7), new(ImageOperation.Posterize, 0.3, 7)),
        (new(ImageOperation.Color, 0.4, 3), new(ImageOperation.Brightness, 0.6, 7)),
        (new(ImageOperation.Sharpness, 0.3, 9), new(ImageOperation.Brightness, 0.7, 9)),
        (new(ImageOperation.Equalize, 0.6), new(ImageOperation.Equalize, 0.5)),
        (new(ImageOperation.Contrast, 0.6, 7), new(ImageOperation.Sharpness, 0.6, 5)),
        (new(ImageOperation.Color, 0.7, 7), new(ImageOperation.TranslateX, 0.5, 8)),
        (new(ImageOperation.Equalize, 0.3), new(ImageOperation.AutoContrast, 0.4)),
        (new(ImageOperation.TranslateY, 0.4, 3), new(ImageOperation.Sharpness, 0.2, 6)),
        (new(ImageOperation.Brightness, 0.9, 6), new(ImageOperation.Color, 0.2, 8)),
        (new(ImageOperation.Solarize, 0.5, 2), new(ImageOperation.Invert, 0.0)),
        (new(ImageOperation.Equalize, 0.2), new(ImageOperation.AutoContrast, 0.6)),
        (new(ImageOperation.Equalize, 0.2), new(ImageOperation.Equalize, 0.6)),
        (new(ImageOperation.Color, 0.9, 9), new(ImageOperation.Equalize, 0.6)),
        (new(ImageOperation.AutoContrast, 0.8), new(ImageOperation.Solarize, 0.2, 8)),
        (new(ImageOperation.Brightness, 0.1, 3), new(ImageOperation.Color, 0.7, 0)),
        (new(ImageOperation.Solarize, 0.4, 5), new(ImageOperation.AutoContrast, 0.9)),
        (new(ImageOperation.TranslateY, 0.9, 9), new(ImageOperation.TranslateY, 0.7, 9)),
        (new(ImageOperation.AutoContrast, 0.9), new(ImageOperation.Solarize, 0.8, 3)),
        (new(ImageOperation.Equalize, 0.8), new(ImageOperation.Invert, 0.1)),
        (new(ImageOperation.TranslateY, 0.7, 9), new(ImageOperation.AutoContrast, 0.9)),
    ];

    /// <summary>Draws a pair and applies it.</summary>
    /// <param name="image">The image; afterwards the result.</param>
    /// <param name="scratch">As long as <paramref name="image"/>, with which it may change places.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="rng">Gives the pair, then a probability and a sign for each of its operations, applied or not.</param>
    public static void Apply(ref Span<byte> image, ref Span<byte> scratch, int height, int width, ref Rng rng)
    {
        var (first, second) = Policy[rng.NextInt(Policy.Length)];
        Apply(first, ref image, ref scratch, height, width, ref rng);
        Apply(second, ref image, ref scratch, height, width, ref rng);
    }

    private static void Apply(Step step, ref Span<byte> image, ref Span<byte> scratch, int height, int width, ref Rng rng)
    {
        var applied = rng.NextBool(step.Probability);
        var negative = rng.NextBool(0.5);
        if (!applied)
            return;
        var magnitude = Magnitude(step.Operation, step.Magnitude, height, width, negative);
        ImageOperations.Apply(step.Operation, magnitude, image, scratch, height, width);
        var result = scratch;
        scratch = image;
        image = result;
    }

    /// <summary>
    /// The magnitude of one of the steps 0..9, in the operation's unit, with its sign where the operation has two directions.
    /// </summary>
    internal static float Magnitude(ImageOperation operation, int step, int height, int width, bool negative)
    {
        var share = step / 9.0;
        var (value, signed) = operation switch
        {
            ImageOperation.ShearX or ImageOperation.ShearY => (0.3 * share, true),
            ImageOperation.TranslateX => (150.0 / 331.0 * width * share, true),
            ImageOperation.TranslateY => (150.0 / 331.0 * height * share, true),
            ImageOperation.Rotate => (30 * share, true),
            ImageOperation.Brightness or ImageOperation.Color or ImageOperation.Contrast or ImageOperation.Sharpness => (0.9 * share, true),
            ImageOperation.Posterize => (8 - Math.Round(4 * share), false),
            ImageOperation.Solarize => (255 * (1 - share), false),
            ImageOperation.AutoContrast or ImageOperation.Equalize or ImageOperation.Invert => (0, false),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No such operation."),
        };
        return (float)(signed && negative ? -value : value);
    }
}

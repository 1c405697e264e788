using System.Globalization;

namespace Workbook.Data.Weights;

/// <summary>Shapes that a file claims.</summary>
internal static class TensorShape
{
    /// <summary>libtorch's own limit.</summary>
    public const int MostDimensions = 64;

    /// <summary>Number of elements.</summary>
    /// <exception cref="FormatException">A size is negative, there are too many dimensions, or the product does not fit 63 bits.</exception>
    public static long Count(ReadOnlySpan<long> shape)
    {
        if (shape.Length > MostDimensions)
            throw new FormatException($"a tensor of {shape.Length} dimensions, expected at most {MostDimensions}");
        Int128 extent = 1; // with 1 for sizes of 0: libtorch multiplies strides so
        var isEmpty = false;
        foreach (var size in shape)
        {
            if (size < 0)
                throw new FormatException($"the shape {Text(shape)} has a negative size");
            isEmpty |= size == 0;
            extent *= Math.Max(size, 1);
            if (extent > long.MaxValue)
                throw new FormatException($"the shape {Text(shape)} is too large for 63 bits");
        }
        return isEmpty ? 0 : (long)extent;
    }

    /// <summary>The shape as in <c>[64, 3, 7, 7]</c>.</summary>
    public static string Text(ReadOnlySpan<long> shape)
    {
        var sizes = new List<string>(shape.Length);
        foreach (var size in shape)
            sizes.Add(size.ToString(CultureInfo.InvariantCulture));
        return $"[{string.Join(", ", sizes)}]";
    }
}

namespace Workbook.Data.Weights;

/// <summary>Values of a pickle as what the caller needs.</summary>
internal static class PickleReading
{
    /// <summary>A text, also one of Python 2; null for other values.</summary>
    public static string? Text(object? value) => value as string ?? (value as PickleBytes)?.Text;

    /// <summary>Sizes or strides: a tuple or list of integers.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static long[] Numbers(object? value, string what)
    {
        if (value is PickleContainer { Count: > TensorShape.MostDimensions })
            throw new FormatException($"{what} has {((PickleContainer)value).Count} numbers, expected at most {TensorShape.MostDimensions}");
        IReadOnlyList<object?>? items = value switch { PickleTuple tuple => tuple.Items, PickleList list => list.Items, _ => null };
        if (items is null || !items.All(item => item is long))
            throw new FormatException($"{what} is {PickleText.Describe(value)}, expected a tuple of int");
        return [.. items.Select(item => (long)item!)];
    }
}

using System.Globalization;

namespace Workbook.Data.Detection;

/// <summary>Decimal text to the nearest double.</summary>
internal static class DecimalText
{
    private const ulong LargestExactInteger = 1UL << 53;

    // They fit into 64 bits.
    private const int MostDigits = 19;

    // 10^22 is the largest power of ten that is a double.
    private static readonly double[] Powers = [.. Enumerable.Range(0, 23).Select(i => double.Parse($"1e{i}", CultureInfo.InvariantCulture))];

    /// <summary>The double nearest to a number that JSON has checked.</summary>
    /// <param name="text">A number as JSON writes it.</param>
    public static double ToDouble(ReadOnlySpan<byte> text) =>
        TryExact(text, out var value) ? value : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The double nearest to a number; false where the text is none, or none that is finite.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="value">The number.</param>
    public static bool TryToDouble(ReadOnlySpan<byte> text, out double value) =>
        TryExact(text, out value)
        || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value));

    /// <summary>
    /// Where the digits, taken as an integer, are at most 2^53 and at most 22 of them follow the point, both are exact doubles and their
    /// quotient is rounded once: the result is the nearest double. Anything else is left to the framework.
    /// </summary>
    private static bool TryExact(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        // Longer text is rare.
        if (text.Length is 0 or > MostDigits + 2)
            return false;
        ulong digits = 0;
        var (isNegative, hasPoint) = (text[0] == '-', false);
        var (count, decimals) = (0, 0);
        for (var at = isNegative ? 1 : 0; at < text.Length; at++)
        {
            var digit = text[at] - (uint)'0';
            if (digit <= 9)
            {
                digits = digits * 10 + digit;
                decimals += hasPoint ? 1 : 0;
                count++;
            }
            else if (text[at] == '.' && !hasPoint)
            {
                hasPoint = true;
            }
            else
            {
                return false;
            }
        }
        if (count is 0 or > MostDigits || digits > LargestExactInteger)
            return false;
        value = digits / Powers[decimals];
        // -0 is an integer, which has no sign; -0.0 has.
        if (isNegative && (digits != 0 || hasPoint))
            value = -value;
        return true;
    }
}

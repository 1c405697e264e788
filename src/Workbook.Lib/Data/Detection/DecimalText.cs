using System.Globalization;

namespace Workbook.Data.Detection;

/// <summary>Decimal text to the nearest double.</summary>
internal static class DecimalText
{
    private const ulong LargestExactInteger = 1UL << 53;

    // 10^22 is the largest power of ten that is a double.
    private static readonly double[] Powers = [.. Enumerable.Range(0, 23).Select(i => double.Parse($"1e{i}", CultureInfo.InvariantCulture))];

    /// <summary>
    /// Where the digits, taken as an integer, are at most 2^53 and at most 22 of them follow the point, both are exact doubles and their
    /// quotient is rounded once: the result is the nearest double. Anything else is left to the framework.
    /// </summary>
    /// <param name="text">A number as JSON writes it.</param>
    public static double ToDouble(ReadOnlySpan<byte> text)
    {
        ulong digits = 0;
        int at = text[0] == '-' ? 1 : 0, decimals = 0;
        var hasPoint = false;
        // 19 digits fit; longer text is rare.
        for (; at < text.Length && text.Length <= 20; at++)
        {
            var digit = text[at] - (uint)'0';
            if (digit <= 9)
            {
                digits = digits * 10 + digit;
                decimals += hasPoint ? 1 : 0;
            }
            else if (text[at] == '.')
            {
                hasPoint = true;
            }
            else
            {
                break;
            }
        }
        if (at < text.Length || digits > LargestExactInteger)
            return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        var value = digits / Powers[decimals];
        // -0 is an integer, which has no sign; -0.0 has.
        return text[0] == '-' && (digits != 0 || hasPoint) ? -value : value;
    }
}

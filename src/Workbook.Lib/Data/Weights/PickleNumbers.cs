using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Workbook.Data.Weights;

/// <summary>Numbers of a pickle.</summary>
internal static class PickleNumbers
{
    // Reading digits takes quadratic time; the longest number of a file of torch has 10 bytes.
    private const int MostDigits = 1000;

    /// <summary>A line of protocol 0: a decimal, or 00 and 01 for booleans.</summary>
    public static object Int(string line) => line switch { "00" => false, "01" => true, _ => Parse(line) };

    /// <summary>A decimal, with an L at its end or without.</summary>
    public static object Long(string line) => Parse(line.EndsWith('L') ? line[..^1] : line);

    /// <summary>A floating-point number as Python writes it.</summary>
    public static double Float(string line) => line.Trim().ToUpperInvariant() switch
    {
        "INF" => double.PositiveInfinity,
        "-INF" => double.NegativeInfinity,
        "NAN" => double.NaN,
        var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"\"{PickleText.Short(line)}\" as a float"),
    };

    /// <summary>Two's complement, little-endian.</summary>
    public static object FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length <= MostDigits
        ? Narrow(new BigInteger(bytes))
        : throw new FormatException($"an integer of {bytes.Length} bytes, expected at most {MostDigits}");

    private static object Parse(string digits) => digits.Length <= MostDigits && BigInteger.TryParse(digits, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
        ? Narrow(number)
        : throw new FormatException($"\"{PickleText.Short(digits)}\" as an int");

    [SuppressMessage("Performance", "CA1859", Justification = "It is long where that holds the number.")]
    private static object Narrow(BigInteger number)
    {
        if (number >= long.MinValue && number <= long.MaxValue)
            return (long)number;
        return number;
    }
}

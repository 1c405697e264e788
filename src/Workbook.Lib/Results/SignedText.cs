using System.Globalization;

namespace Workbook.Results;

/// <summary>Differences in words: with their sign and two decimals, as the paper prints.</summary>
internal static class SignedText
{
    /// <summary><c>+0.41</c>.</summary>
    public static string Of(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary><c>+0.41 [+0.10, +0.72]</c>; without the interval where an end is null.</summary>
    public static string Of(double value, double? lower, double? upper) =>
        lower is { } low && upper is { } high ? $"{Of(value)} [{Of(low)}, {Of(high)}]" : Of(value);
}

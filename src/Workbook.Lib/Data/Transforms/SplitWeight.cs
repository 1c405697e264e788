namespace Workbook.Data.Transforms;

/// <summary>
/// Weights of 22 bits split for 16-bit multiplication: weight = high * 2^15 + low, so that a sum of bytes times weights is exactly
/// (sum over high) * 2^15 + sum over low in 32 bits, as Pillow's.
/// </summary>
internal static class SplitWeight
{
    public const int LowBits = 15;

    public static short Low(int weight) => (short)(weight & ((1 << LowBits) - 1));

    public static short High(int weight) => (short)(weight >> LowBits);
}

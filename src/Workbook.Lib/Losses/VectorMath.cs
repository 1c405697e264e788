using System.Runtime.CompilerServices;

namespace Workbook.Losses;

/// <summary>
/// Elementary functions in float32. The polynomials are relative minimax fits (Lawson's iteration) with coefficients rounded to float32;
/// the errors given are the largest against double precision over 4 million points.
/// </summary>
internal static class VectorMath
{
    /// <summary>
    /// <c>e^-a</c> for a of at least 0: within 1.1 ulp, and 0 for a from 87 on instead of subnormal numbers. NaN stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes ExpOfNegative(Lanes a)
    {
        // -a = n ln 2 + r with integer n: adding 1.5 * 2^23 leaves n in the low bits.
        // ln 2 is split in two, the first part with 9 bits, so that n times it is exact.
        Lanes shift = 12582912f;
        var t = Lanes.MultiplyAdd(a, -1.44269504f, shift);
        var n = t - shift;
        var r = Lanes.MultiplyAdd(n, -0.693359375f, -a);
        r = Lanes.MultiplyAdd(n, 2.12194440e-4f, r);
        var p = Lanes.MultiplyAdd(0.0013836742f, r, 0.0083748987f);
        p = Lanes.MultiplyAdd(p, r, 0.041668233f);
        p = Lanes.MultiplyAdd(p, r, 0.1666642f);
        p = Lanes.MultiplyAdd(p, r, 0.4999999f);
        p = Lanes.MultiplyAdd(p, r, 1);
        p = Lanes.MultiplyAdd(p, r, 1);
        return Lanes.WhereAtLeast(a, 87, yes: 0, no: Lanes.TimesPowerOfTwo(p, t));
    }

    /// <summary>
    /// <c>x + log(1 + e)</c> for e in [0, 1]; the logarithm is within 1.7 ulp, also for the smallest e. NaN stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes AddLogOnePlus(Lanes x, Lanes e)
    {
        var p = Lanes.MultiplyAdd(-0.0032440240f, e, 0.019851457f);
        p = Lanes.MultiplyAdd(p, e, -0.056959525f);
        p = Lanes.MultiplyAdd(p, e, 0.10603654f);
        p = Lanes.MultiplyAdd(p, e, -0.15305592f);
        p = Lanes.MultiplyAdd(p, e, 0.19675939f);
        p = Lanes.MultiplyAdd(p, e, -0.24954134f);
        p = Lanes.MultiplyAdd(p, e, 0.33329964f);
        p = Lanes.MultiplyAdd(p, e, -0.49999902f);
        p = Lanes.MultiplyAdd(p, e, 1);
        return Lanes.MultiplyAdd(p, e, x);
    }
}

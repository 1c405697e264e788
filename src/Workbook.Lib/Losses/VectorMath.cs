using System.Numerics;
using System.Runtime.CompilerServices;

namespace Workbook.Losses;

/// <summary>
/// Elementary functions on float32 vectors. The polynomials are relative minimax fits (Lawson's iteration) with coefficients rounded to
/// float32; the errors given are the largest against double precision over 4 million points.
/// </summary>
internal static class VectorMath
{
    /// <summary>
    /// <c>e^-a</c> for a of at least 0: within 1.1 ulp, and 0 for a above 87 instead of subnormal numbers. NaN stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpOfNegative(Vector<float> a)
    {
        // -a = n ln 2 + r with integer n: adding 1.5 * 2^23 leaves n in the low bits.
        // ln 2 is split in two, the first part with 9 bits, so that n times it is exact.
        var shift = Vector.Create(12582912f);
        var t = Vector.MultiplyAddEstimate(a, Vector.Create(-1.44269504f), shift);
        var n = t - shift;
        var r = Vector.MultiplyAddEstimate(n, Vector.Create(-0.693359375f), -a);
        r = Vector.MultiplyAddEstimate(n, Vector.Create(2.12194440e-4f), r);
        var p = Vector.Create(0.0013836742f);
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(0.0083748987f));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(0.041668233f));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(0.1666642f));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(0.4999999f));
        p = Vector.MultiplyAddEstimate(p, r, Vector<float>.One);
        p = Vector.MultiplyAddEstimate(p, r, Vector<float>.One);
        var power = Vector.AsVectorSingle(Vector.ShiftLeft(Vector.AsVectorInt32(t), 23) + Vector.AsVectorInt32(Vector<float>.One));
        return Vector.ConditionalSelect(Vector.GreaterThan(a, Vector.Create(87f)), Vector<float>.Zero, p * power);
    }

    /// <summary><c>log(1 + e)</c> for e in [0, 1]: within 1.7 ulp, also for the smallest e. NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> LogOnePlus(Vector<float> e)
    {
        var p = Vector.Create(-0.0032440240f);
        p = Vector.MultiplyAddEstimate(p, e, Vector.Create(0.019851457f));
        p = Vector.MultiplyAddEstimate(p, e, Vector.Create(-0.056959525f));
        p = Vector.MultiplyAddEstimate(p, e, Vector.Create(0.10603654f));
        p = Vector.MultiplyAddEstimate(p, e, Vector.Create(-0.15305592f));
        p = Vector.MultiplyAddEstimate(p, e, Vector.Create(0.19675939f));
        p = Vector.MultiplyAddEstimate(p, e, Vector.Create(-0.24954134f));
        p = Vector.MultiplyAddEstimate(p, e, Vector.Create(0.33329964f));
        p = Vector.MultiplyAddEstimate(p, e, Vector.Create(-0.49999902f));
        p = Vector.MultiplyAddEstimate(p, e, Vector<float>.One);
        return p * e;
    }
}

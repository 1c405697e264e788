using System.Numerics;

namespace Workbook.Ops;

/// <summary>Arithmetic of a deformable convolution on runs of channels.</summary>
internal static unsafe class DeformableRows
{
    /// <summary><c>to = a * aShare + b * bShare + c * cShare + d * dShare</c>.</summary>
    internal static void Combine(
        float* a, float* b, float* c, float* d, (float A, float B, float C, float D) shares, float* to, int count)
    {
        var (wa, wb, wc, wd) = (new Vector<float>(shares.A), new Vector<float>(shares.B), new Vector<float>(shares.C), new Vector<float>(shares.D));
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var sum = Vector.Load(a + i) * wa;
            sum = Vector.MultiplyAddEstimate(Vector.Load(b + i), wb, sum);
            sum = Vector.MultiplyAddEstimate(Vector.Load(c + i), wc, sum);
            Vector.MultiplyAddEstimate(Vector.Load(d + i), wd, sum).Store(to + i);
        }
        for (; i < count; i++)
            to[i] = a[i] * shares.A + b[i] * shares.B + c[i] * shares.C + d[i] * shares.D;
    }

    /// <summary>Adds the products of g with a, b, c and d to <paramref name="dots"/>.</summary>
    internal static void Dots(float* g, float* a, float* b, float* c, float* d, int count, ref (float A, float B, float C, float D) dots)
    {
        Vector<float> sumA = default, sumB = default, sumC = default, sumD = default;
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var gradient = Vector.Load(g + i);
            sumA = Vector.MultiplyAddEstimate(gradient, Vector.Load(a + i), sumA);
            sumB = Vector.MultiplyAddEstimate(gradient, Vector.Load(b + i), sumB);
            sumC = Vector.MultiplyAddEstimate(gradient, Vector.Load(c + i), sumC);
            sumD = Vector.MultiplyAddEstimate(gradient, Vector.Load(d + i), sumD);
        }
        dots = (dots.A + Vector.Sum(sumA), dots.B + Vector.Sum(sumB), dots.C + Vector.Sum(sumC), dots.D + Vector.Sum(sumD));
        for (; i < count; i++)
            dots = (dots.A + g[i] * a[i], dots.B + g[i] * b[i], dots.C + g[i] * c[i], dots.D + g[i] * d[i]);
    }

    /// <summary><c>to += g * share</c>.</summary>
    internal static void Add(float* g, float share, float* to, int count)
    {
        var w = new Vector<float>(share);
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            Vector.MultiplyAddEstimate(Vector.Load(g + i), w, Vector.Load(to + i)).Store(to + i);
        for (; i < count; i++)
            to[i] += g[i] * share;
    }
}

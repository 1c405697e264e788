using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Workbook.Data.Images;

namespace Workbook.Data.Transforms;

/// <summary>Writes the rows of an image as normalised planes of float32 (CHW).</summary>
/// <param name="normalisation">The convention.</param>
/// <param name="width">Columns of the image.</param>
/// <param name="planes">Receives the first plane.</param>
/// <param name="rowStride">Numbers from a row to the next.</param>
/// <param name="planeStride">Numbers from a plane to the next.</param>
internal readonly unsafe struct NormalisedRows(PixelNormalisation normalisation, int width, float* planes, int rowStride, long planeStride) : IRowSink
{
    public void Take(int y, in VerticalWindow window, int stride)
    {
        var last = stackalloc float[VerticalWindow.Columns];
        for (var plane = 0; plane < RgbImage.Channels; plane++)
        {
            var from = (normalisation.IsBgr ? RgbImage.Channels - 1 - plane : plane) * stride;
            var to = planes + (plane * planeStride) + ((long)y * rowStride);
            var steps = new Steps(normalisation.Divisor, normalisation.Mean[plane], normalisation.Std[plane]);
            var x = 0;
            for (; x <= width - VerticalWindow.Columns; x += VerticalWindow.Columns)
                Write(window, steps, from + x, to + x);
            if (x < width)
            {
                Write(window, steps, from + x, last);
                new Span<float>(last, width - x).CopyTo(new Span<float>(to + x, width - x));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(in VerticalWindow window, in Steps steps, nint from, float* to)
    {
        window.Sum(from, out var left, out var right);
        steps.Apply(Vector256.ConvertToSingle(left)).Store(to);
        steps.Apply(Vector256.ConvertToSingle(right)).Store(to + Vector256<float>.Count);
    }

    // Two divisions, each by a product with the reciprocal and one correction: rounded as the division itself, at a third of its cost.
    private readonly struct Steps(float divisor, float mean, float std)
    {
        private readonly Vector256<float> _divisor = Vector256.Create(divisor), _perDivisor = Vector256.Create(1 / divisor);
        private readonly Vector256<float> _mean = Vector256.Create(mean), _std = Vector256.Create(std), _perStd = Vector256.Create(1 / std);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Apply(Vector256<float> value) => Divide(Divide(value, _divisor, _perDivisor) - _mean, _std, _perStd);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<float> Divide(Vector256<float> value, Vector256<float> by, Vector256<float> reciprocal)
        {
            var quotient = value * reciprocal;
            return Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(-quotient, by, value), reciprocal, quotient);
        }
    }
}

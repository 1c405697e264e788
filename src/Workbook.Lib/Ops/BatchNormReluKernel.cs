using System.Runtime.Intrinsics;

namespace Workbook.Ops;

/// <summary>
/// The arithmetic of <see cref="BatchNormRelu"/> on rows of channels. The rows are cut into pieces of a fixed size, each summed in float32
/// around the piece's first row and joined in double precision in the order of the pieces, whatever the number of threads.
/// </summary>
internal sealed unsafe class BatchNormReluKernel
{
    /// <summary>Channels must be a multiple of this.</summary>
    internal const int Lanes = 8;

    // 32 KB of floats: a piece is read twice from the first-level cache.
    private const int PieceLength = 8192;

    private readonly long rows;
    private readonly int channels;
    private readonly long pieceRows;
    private readonly int pieces;
    private readonly float[] inverseStd;
    private readonly float[] scale;
    private readonly float[] shift;

    internal BatchNormReluKernel(long rows, int channels)
    {
        (this.rows, this.channels) = (rows, channels);
        pieceRows = Math.Max(1, PieceLength / channels);
        pieces = (int)((rows + pieceRows - 1) / pieceRows);
        Mean = new float[channels];
        UnbiasedVariance = new float[channels];
        inverseStd = new float[channels];
        scale = new float[channels];
        shift = new float[channels];
    }

    /// <summary>Mean of each channel over the rows.</summary>
    internal float[] Mean { get; }

    /// <summary>Variance of each channel, divided by rows - 1.</summary>
    internal float[] UnbiasedVariance { get; }

    /// <summary><c>y = max(0, (x - mean) / sqrt(var + eps) * weight + bias + shortcut)</c>.</summary>
    internal void Forward(float* x, float* shortcut, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, double eps, float* y)
    {
        var sums = new double[pieces * 2 * channels];
        fixed (double* s = sums)
        {
            var partial = s;
            Pieces((piece, first, count) => Moments(x + first * channels, count, partial + (long)piece * 2 * channels));
        }

        for (var c = 0; c < channels; c++)
        {
            var (mean, squares) = Join(sums, c);
            var variance = squares / rows;
            var inverse = 1 / Math.Sqrt(variance + eps);
            Mean[c] = (float)mean;
            UnbiasedVariance[c] = (float)(squares / Math.Max(1, rows - 1));
            inverseStd[c] = (float)inverse;
            scale[c] = (float)(weight[c] * inverse);
            shift[c] = (float)(bias[c] - mean * weight[c] * inverse);
        }
        fixed (float* a = scale, b = shift)
        {
            var (aa, bb) = ((nint)a, (nint)b);
            Pieces((_, first, count) => Normalise(x, shortcut, (float*)aa, (float*)bb, y, first, count));
        }
    }

    /// <summary>
    /// Gradients of everything that <see cref="Forward"/> took. <paramref name="y"/> and <paramref name="gradShortcut"/> are null where there was no
    /// shortcut: which values passed the ReLU then follows from x, a pass over memory less.
    /// </summary>
    internal void Backward(
        float* x, float* y, float* gradY, ReadOnlySpan<float> weight, float* gradX, float* gradShortcut, Span<float> gradWeight, Span<float> gradBias)
    {
        var sums = new double[pieces * 2 * channels];
        fixed (double* s = sums)
        fixed (float* m = Mean, forwardScale = scale, forwardShift = shift)
        {
            var (partial, mean, f, h) = ((nint)s, (nint)m, (nint)forwardScale, (nint)forwardShift);
            Pieces((piece, first, count) =>
                GradientSums(x, y, gradY, (float*)mean, (float*)f, (float*)h, gradShortcut, first, count, (double*)partial + (long)piece * 2 * channels));
        }

        // dx = weight / std * (g - mean(g) - xhat * mean(g * xhat)), with xhat = (x - mean) / std
        var onGradient = new float[channels];
        var onX = new float[channels];
        var constant = new float[channels];
        for (var c = 0; c < channels; c++)
        {
            double sum = 0, product = 0;
            for (var piece = 0; piece < pieces; piece++)
            {
                sum += sums[piece * 2 * channels + c];
                product += sums[(piece * 2 + 1) * channels + c];
            }
            gradBias[c] = (float)sum;
            gradWeight[c] = (float)(product * inverseStd[c]);
            var factor = (double)weight[c] * inverseStd[c];
            var slope = -factor * product * inverseStd[c] * inverseStd[c] / rows;
            onGradient[c] = (float)factor;
            onX[c] = (float)slope;
            constant[c] = (float)(-factor * sum / rows - slope * Mean[c]);
        }
        fixed (float* a = onGradient, b = onX, k = constant, forwardScale = scale, forwardShift = shift)
        {
            var (aa, bb, kk, f, h) = ((nint)a, (nint)b, (nint)k, (nint)forwardScale, (nint)forwardShift);
            Pieces((_, first, count) =>
                Gradient(x, gradY, gradShortcut, (float*)f, (float*)h, (float*)aa, (float*)bb, (float*)kk, gradX, first, count));
        }
    }

    /// <summary>Mean and sum of squared deviations of a channel, from the pieces' (Chan, Golub and LeVeque 1983).</summary>
    private (double Mean, double Squares) Join(double[] sums, int channel)
    {
        double mean = 0, squares = 0, seen = 0;
        for (var piece = 0; piece < pieces; piece++)
        {
            double count = Math.Min(pieceRows, rows - piece * pieceRows);
            var delta = sums[piece * 2 * channels + channel] - mean;
            squares += sums[(piece * 2 + 1) * channels + channel] + delta * delta * seen * count / (seen + count);
            seen += count;
            mean += delta * count / seen;
        }
        return (mean, squares);
    }

    /// <summary>Mean, then sum of squared deviations from it, of each channel of one piece.</summary>
    private void Moments(float* x, long count, double* moments)
    {
        for (var c = 0; c < channels; c += Lanes)
        {
            var pivot = Vector256.Load(x + c);
            Vector256<float> sum0 = default, sum1 = default, square0 = default, square1 = default;
            var p = x + c;
            long r = 0;
            for (; r + 2 <= count; r += 2, p += 2 * channels)
            {
                var d0 = Vector256.Load(p) - pivot;
                var d1 = Vector256.Load(p + channels) - pivot;
                sum0 += d0;
                sum1 += d1;
                square0 = Vector256.FusedMultiplyAdd(d0, d0, square0);
                square1 = Vector256.FusedMultiplyAdd(d1, d1, square1);
            }
            if (r < count)
            {
                var d = Vector256.Load(p) - pivot;
                sum0 += d;
                square0 = Vector256.FusedMultiplyAdd(d, d, square0);
            }
            var sum = sum0 + sum1;
            var square = square0 + square1;
            for (var lane = 0; lane < Lanes; lane++)
            {
                double s = sum[lane];
                moments[c + lane] = pivot[lane] + s / count;
                moments[channels + c + lane] = Math.Max(0, square[lane] - s * s / count);
            }
        }
    }

    private void Normalise(float* x, float* shortcut, float* scale, float* shift, float* y, long first, long count)
    {
        for (long r = first * channels, end = (first + count) * channels; r < end; r += channels)
            for (var c = 0; c < channels; c += Lanes)
            {
                var value = Vector256.FusedMultiplyAdd(Vector256.Load(x + r + c), Vector256.Load(scale + c), Vector256.Load(shift + c));
                if (shortcut is not null)
                    value += Vector256.Load(shortcut + r + c);
                // Max(0, NaN) must stay NaN, as in libtorch.
                Vector256.ConditionalSelect(Vector256.LessThan(value, Vector256<float>.Zero), Vector256<float>.Zero, value).Store(y + r + c);
            }
    }

    /// <summary>Sums of g and g * (x - mean) of each channel of one piece, where g is the gradient that passes the ReLU.</summary>
    private void GradientSums(
        float* x, float* y, float* gradY, float* mean, float* scale, float* shift, float* gradShortcut, long first, long count, double* sums)
    {
        for (var c = 0; c < channels; c += Lanes)
        {
            var (m, a, b) = (Vector256.Load(mean + c), Vector256.Load(scale + c), Vector256.Load(shift + c));
            Vector256<float> sum = default, product = default;
            for (long i = first * channels + c, end = (first + count) * channels; i < end; i += channels)
            {
                var value = Vector256.Load(x + i);
                var g = Passed(Vector256.Load(gradY + i), y is null ? Vector256.FusedMultiplyAdd(value, a, b) : Vector256.Load(y + i));
                if (gradShortcut is not null)
                    g.Store(gradShortcut + i);
                sum += g;
                product = Vector256.FusedMultiplyAdd(g, value - m, product);
            }
            for (var lane = 0; lane < Lanes; lane++)
            {
                sums[c + lane] = sum[lane];
                sums[channels + c + lane] = product[lane];
            }
        }
    }

    private void Gradient(
        float* x, float* gradY, float* passed, float* scale, float* shift, float* onGradient, float* onX, float* constant, float* gradX, long first, long count)
    {
        for (long r = first * channels, end = (first + count) * channels; r < end; r += channels)
            for (var c = 0; c < channels; c += Lanes)
            {
                var value = Vector256.Load(x + r + c);
                var g = passed is not null
                    ? Vector256.Load(passed + r + c)
                    : Passed(Vector256.Load(gradY + r + c), Vector256.FusedMultiplyAdd(value, Vector256.Load(scale + c), Vector256.Load(shift + c)));
                var rest = Vector256.FusedMultiplyAdd(value, Vector256.Load(onX + c), Vector256.Load(constant + c));
                Vector256.FusedMultiplyAdd(g, Vector256.Load(onGradient + c), rest).Store(gradX + r + c);
            }
    }

    private static Vector256<float> Passed(Vector256<float> gradY, Vector256<float> y) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(y, Vector256<float>.Zero), gradY, Vector256<float>.Zero);

    private delegate void PieceBody(int piece, long firstRow, long rowCount);

    private void Pieces(PieceBody body)
    {
        var threads = Math.Min(TorchSharp.torch.get_num_threads(), pieces);
        if (threads <= 1)
        {
            Some(0, 1);
            return;
        }
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread => Some(thread, threads));

        void Some(int thread, int of)
        {
            for (int piece = (int)((long)pieces * thread / of), end = (int)((long)pieces * (thread + 1) / of); piece < end; piece++)
                body(piece, piece * pieceRows, Math.Min(pieceRows, rows - piece * pieceRows));
        }
    }
}

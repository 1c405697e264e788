using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Workbook.Losses;

/// <summary>
/// <see cref="EqualizationLoss"/> on the CPU in one pass over float32 logits: the tensor form writes a dozen [N, K] intermediates. Rows are
/// spread over threads; each row's sum is kept, so the result does not depend on their number.
/// </summary>
internal static unsafe class EqualizationKernel
{
    private const int RowsPerBlock = 16;

    /// <summary>Whether the logits can be read in place.</summary>
    public static bool Takes(Tensor logits, Tensor labels) =>
        logits.dtype == ScalarType.Float32 && logits.device_type == DeviceType.CPU && labels.device_type == DeviceType.CPU
        && logits.is_contiguous() && logits.NumberOfElements is > 0 and < int.MaxValue / sizeof(float);

    /// <summary>See <see cref="EqualizationLoss.Compute"/>; the arguments are valid.</summary>
    public static Tensor Compute(Tensor logits, Tensor labels, Tensor tail, bool excludeBackground, ImageCategories? images, int threads)
    {
        using var scope = NewDisposeScope();
        var differentiable = logits.requires_grad && is_grad_enabled();
        var gradient = differentiable ? empty(logits.shape, dtype: ScalarType.Float32) : null;
        var value = Run(logits, labels, tail, excludeBackground, images, gradient, threads);
        var loss = gradient is null ? tensor(value) : KnownGradient.apply(logits, value, gradient);
        return loss.MoveToOuterDisposeScope();
    }

    private static float Run(
        Tensor logits, Tensor labels, Tensor tail, bool excludeBackground, ImageCategories? images, Tensor? gradient, int threads)
    {
        var (rows, classes) = ((int)logits.shape[0], (int)logits.shape[1]);
        var imageCount = images?.Listed.shape[0] ?? 0;
        var label = labels.contiguous();
        var image = images?.Image.to(CPU).contiguous();
        var listed = images?.Listed.to(CPU).contiguous();
        var z = Pointer<float>(logits);
        var y = Pointer<long>(label);
        var g = gradient is null ? null : Pointer<float>(gradient);
        var imageOf = image is null ? null : Pointer<long>(image);
        var listedIn = listed is null ? null : Pointer<byte>(listed);
        for (var row = 0; row < rows && imageOf != null; row++)
            if (imageOf[row] < 0 || imageOf[row] >= imageCount)
                throw new ArgumentOutOfRangeException(
                    nameof(images), $"{nameof(EqualizationLoss)}: expected images in [0, {imageCount}), got {imageOf[row]} in row {row}.");

        // Weights carry the 1/N of the mean.
        var scale = 1f / rows;
        var full = new float[classes];
        Array.Fill(full, scale);
        var reduced = tail.to(CPU).to(ScalarType.Float32).data<float>().ToArray();
        for (var j = 0; j < classes; j++)
            reduced[j] = (1 - reduced[j]) * scale;

        var sums = new double[rows];
        var blocks = (rows + RowsPerBlock - 1) / RowsPerBlock;
        if (threads == 1 || blocks == 1)
            Block(new Scratch(reduced), 0, rows);
        else
            Parallel.For(
                0,
                blocks,
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                () => new Scratch(reduced),
                (block, _, scratch) =>
                {
                    Block(scratch, block * RowsPerBlock, Math.Min(rows, (block + 1) * RowsPerBlock));
                    return scratch;
                },
                _ => { });
        foreach (var tensor in (Tensor?[])[logits, label, image, listed, gradient])
            GC.KeepAlive(tensor);
        return (float)sums.Sum();

        void Block(Scratch scratch, int first, int end)
        {
            for (var row = first; row < end; row++)
            {
                var category = (int)y[row];
                var foreground = category < classes;
                var weights = full;
                if (foreground || !excludeBackground)
                    weights = listedIn == null ? scratch.Weights : scratch.For(imageOf[row], listedIn + imageOf[row] * classes, scale);
                var zRow = z + (long)row * classes;
                var gRow = g == null ? scratch.Unused : g + (long)row * classes;
                if (!foreground)
                {
                    sums[row] = Negatives(zRow, weights, gRow);
                    continue;
                }
                var kept = weights[category];
                weights[category] = 0;
                var sum = Negatives(zRow, weights, gRow);
                weights[category] = kept;
                double logit = zRow[category];
                var e = Math.Exp(-Math.Abs(logit));
                sums[row] = sum + (Math.Max(-logit, 0) + Math.Log(1 + e)) * scale;
                gRow[category] = (float)((logit >= 0 ? -e : -1) / (1 + e)) * scale;
            }
        }
    }

    /// <summary>Sum of <c>w log(1 + e^z)</c> over a row, all of it negative samples, and its gradient <c>w sigmoid(z)</c>.</summary>
    private static float Negatives(float* z, float[] weights, float* g)
    {
        var whole = weights.Length - weights.Length % Lanes.Count;
        fixed (float* w = weights)
        {
            Lanes sum = 0;
            for (var j = 0; j < whole; j += Lanes.Count)
                sum = Add(sum, z + j, w + j, g + j);
            return Lanes.Sum(sum) + NegativesOfRest(z + whole, w + whole, g + whole, weights.Length - whole);
        }
    }

    /// <summary>The last elements of a row, fewer than <see cref="Lanes.Count"/>: lanes past them have weight 0.</summary>
    private static float NegativesOfRest(float* z, float* w, float* g, int count)
    {
        if (count == 0)
            return 0;
        var padded = stackalloc float[3 * Lanes.Count];
        float* zPadded = padded, wPadded = padded + Lanes.Count, gPadded = padded + 2 * Lanes.Count;
        new Span<float>(z, count).CopyTo(new Span<float>(zPadded, count));
        new Span<float>(w, count).CopyTo(new Span<float>(wPadded, count));
        var sum = Lanes.Sum(Add(0, zPadded, wPadded, gPadded));
        new Span<float>(gPadded, count).CopyTo(new Span<float>(g, count));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Add(Lanes sum, float* from, float* weights, float* to)
    {
        var z = Lanes.Load(from);
        var w = Lanes.Load(weights);
        var e = VectorMath.ExpOfNegative(Lanes.Abs(z));
        (w * (Lanes.WhereAtLeast(z, 0, yes: 1, no: e) / (e + 1))).Store(to);
        return Lanes.MultiplyAdd(w, VectorMath.AddLogOnePlus(Lanes.Positive(z), e), sum);
    }

    private static T* Pointer<T>(Tensor tensor) where T : unmanaged =>
        (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));

    /// <summary>A thread's own weights of foreground rows: of every row, or of the rows of one image.</summary>
    private sealed class Scratch(float[] reduced)
    {
        private readonly float[] _unused = GC.AllocateArray<float>(reduced.Length, pinned: true);
        private long _image = -1;

        public float[] Weights { get; } = [.. reduced];

        /// <summary>Where a gradient goes that nobody asked for.</summary>
        public float* Unused => (float*)Unsafe.AsPointer(ref _unused[0]);

        public float[] For(long image, byte* listed, float full)
        {
            if (image == _image)
                return Weights;
            for (var j = 0; j < Weights.Length; j++)
                Weights[j] = listed[j] != 0 ? full : reduced[j];
            _image = image;
            return Weights;
        }
    }
}

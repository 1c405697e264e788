using System.Numerics;

namespace Workbook.Ops;

/// <summary>
/// The arithmetic of <see cref="RoiAlign"/> on channels-last float32 maps. A bin is a weighted sum of at most 4 x points pixels, each a row of
/// channels: the weights are made once a bin, and eight vectors of channels are summed in registers. In the backward step a thread has a
/// range of channels for itself and goes through all boxes in their order, so that the sums do not depend on the number of threads.
/// </summary>
internal sealed unsafe class RoiAlignKernel(RoiGrid grid, long[] shape, int threads)
{
    private static readonly int Block = 8 * Vector<float>.Count;

    private readonly int _channels = (int)shape[1];
    private readonly int _height = (int)shape[2];
    private readonly int _width = (int)shape[3];

    /// <param name="map">[N, H, W, C].</param>
    /// <param name="result">[R, S, S, C].</param>
    public void Forward(float* map, float* result)
    {
        var (from, to) = ((nint)map, (nint)result);
        Run(grid.Count, 1, (first, end) => Pass(first, end, 0, _channels, (float*)from, (float*)to, isBackward: false));
    }

    /// <param name="gradient">Of the result, [R, S, S, C].</param>
    /// <param name="map">Of the map, [N, H, W, C]; added to.</param>
    public void Backward(float* gradient, float* map)
    {
        var (from, to) = ((nint)map, (nint)gradient);
        Run(_channels, 16, (first, end) => Pass(0, grid.Count, first, end, (float*)from, (float*)to, isBackward: true));
    }

    private void Run(int count, int unit, Action<int, int> action)
    {
        var units = (count + unit - 1) / unit;
        var parts = Math.Min(threads, units);
        if (parts <= 1)
        {
            action(0, count);
            return;
        }
        // More parts than threads for boxes of unequal cost; in the backward step every part repeats the weights, so one a thread.
        parts = unit == 1 ? Math.Min(8 * threads, units) : parts;
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
            action((int)((long)units * part / parts * unit), (int)Math.Min(count, (long)units * (part + 1) / parts * unit)));
    }

    private void Pass(int firstBox, int endBox, int firstChannel, int endChannel, float* map, float* bins, bool isBackward)
    {
        var (offsets, weights) = (new int[64], new float[64]);
        for (var box = firstBox; box < endBox; box++)
        {
            var (rows, columns) = (grid.Rows(box), grid.Columns(box));
            var image = map + grid.Images[box] * _height * _width * _channels;
            var most = 4 * rows.PerBin * columns.PerBin;
            if (offsets.Length < most)
                (offsets, weights) = (new int[most], new float[most]);
            for (var i = 0; i < grid.Size; i++)
            {
                for (var j = 0; j < grid.Size; j++)
                {
                    var count = Taps(rows, columns, i, j, offsets, weights);
                    var bin = bins + (((long)box * grid.Size + i) * grid.Size + j) * _channels;
                    fixed (int* o = offsets)
                    fixed (float* w = weights)
                    {
                        if (isBackward)
                            Scatter(image, bin, o, w, count, firstChannel, endChannel);
                        else
                            Gather(image, bin, o, w, count, firstChannel, endChannel);
                    }
                }
            }
        }
    }

    /// <summary>The pixels that a bin sums, by offset, and their weights.</summary>
    private int Taps(RoiAxis rows, RoiAxis columns, int i, int j, int[] offsets, float[] weights)
    {
        var count = 0;
        var scale = 1f / Math.Max(1, rows.PerBin * columns.PerBin);
        for (var p = 0; p < rows.PerBin; p++)
        {
            var y = rows.At(i * rows.PerBin + p, _height);
            for (var q = 0; q < columns.PerBin; q++)
            {
                var x = columns.At(j * columns.PerBin + q, _width);
                Add(y.Low, x.Low, y.AtLow * x.AtLow);
                Add(y.Low, x.High, y.AtLow * x.AtHigh);
                Add(y.High, x.Low, y.AtHigh * x.AtLow);
                Add(y.High, x.High, y.AtHigh * x.AtHigh);
            }
        }
        return count;

        void Add(int row, int column, float weight)
        {
            if (weight == 0)
                return;
            (offsets[count], weights[count]) = ((row * _width + column) * _channels, weight * scale);
            count++;
        }
    }

    private static void Gather(float* image, float* bin, int* offsets, float* weights, int count, int first, int end)
    {
        var lanes = Vector<float>.Count;
        var c = first;
        for (; c + Block <= end; c += Block)
        {
            Vector<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
            for (var t = 0; t < count; t++)
            {
                var p = image + offsets[t] + c;
                var w = new Vector<float>(weights[t]);
                s0 = Vector.FusedMultiplyAdd(w, Vector.Load(p), s0);
                s1 = Vector.FusedMultiplyAdd(w, Vector.Load(p + lanes), s1);
                s2 = Vector.FusedMultiplyAdd(w, Vector.Load(p + 2 * lanes), s2);
                s3 = Vector.FusedMultiplyAdd(w, Vector.Load(p + 3 * lanes), s3);
                s4 = Vector.FusedMultiplyAdd(w, Vector.Load(p + 4 * lanes), s4);
                s5 = Vector.FusedMultiplyAdd(w, Vector.Load(p + 5 * lanes), s5);
                s6 = Vector.FusedMultiplyAdd(w, Vector.Load(p + 6 * lanes), s6);
                s7 = Vector.FusedMultiplyAdd(w, Vector.Load(p + 7 * lanes), s7);
            }
            Vector.Store(s0, bin + c);
            Vector.Store(s1, bin + c + lanes);
            Vector.Store(s2, bin + c + 2 * lanes);
            Vector.Store(s3, bin + c + 3 * lanes);
            Vector.Store(s4, bin + c + 4 * lanes);
            Vector.Store(s5, bin + c + 5 * lanes);
            Vector.Store(s6, bin + c + 6 * lanes);
            Vector.Store(s7, bin + c + 7 * lanes);
        }
        for (; c < end; c++)
        {
            float sum = 0;
            for (var t = 0; t < count; t++)
                sum += weights[t] * image[offsets[t] + c];
            bin[c] = sum;
        }
    }

    private static void Scatter(float* image, float* bin, int* offsets, float* weights, int count, int first, int end)
    {
        var lanes = Vector<float>.Count;
        for (var t = 0; t < count; t++)
        {
            var p = image + offsets[t];
            var w = new Vector<float>(weights[t]);
            var c = first;
            for (; c + lanes <= end; c += lanes)
                Vector.Store(Vector.FusedMultiplyAdd(w, Vector.Load(bin + c), Vector.Load(p + c)), p + c);
            for (; c < end; c++)
                p[c] += weights[t] * bin[c];
        }
    }
}

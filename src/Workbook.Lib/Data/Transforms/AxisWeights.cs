namespace Workbook.Data.Transforms;

/// <summary>
/// Pillow's bilinear weights along one axis (<c>Resample.c</c>, 8 bits a channel): a triangle one input pixel wide to either side, or one
/// output pixel where the image shrinks, as fixed-point numbers of 22 bits.
/// </summary>
internal sealed class AxisWeights
{
    /// <summary>Fractional bits of a weight.</summary>
    public const int Bits = 22;

    /// <summary>Half, for rounding a sum.</summary>
    public const int Half = 1 << (Bits - 1);

    private readonly int[] _weights;

    private AxisWeights(int[] starts, int[] weights, int taps) => (Starts, _weights, Taps) = (starts, weights, taps);

    /// <summary>The first input pixel of each output pixel.</summary>
    public int[] Starts { get; }

    /// <summary>Input pixels to an output pixel, at most.</summary>
    public int Taps { get; }

    /// <summary>The weights of one output pixel, <see cref="Taps"/> of them; behind the last that counts they are 0.</summary>
    public ReadOnlySpan<int> Of(int output) => _weights.AsSpan(output * Taps, Taps);

    public static AxisWeights Bilinear(int inputs, int outputs)
    {
        var scale = (double)inputs / outputs;
        var support = Math.Max(scale, 1);
        var room = (2 * (int)Math.Ceiling(support)) + 1;
        var (starts, weights, taps) = (new int[outputs], new int[outputs * room], 1);
        var exact = new double[room];
        for (var output = 0; output < outputs; output++)
        {
            var center = (output + 0.5) * scale;
            var first = Math.Max(0, (int)(center - support + 0.5));
            var count = Math.Min(inputs, (int)(center + support + 0.5)) - first;
            double sum = 0;
            for (var tap = 0; tap < count; tap++)
                sum += exact[tap] = Math.Max(0, 1 - Math.Abs((tap + first - center + 0.5) * (1 / support)));
            // Weights that round to 0 at either end are left out.
            var kept = 0;
            for (var tap = 0; tap < count; tap++)
            {
                var weight = (int)(0.5 + (exact[tap] / sum * (1 << Bits)));
                if (kept == 0 && weight == 0 && tap < count - 1)
                    first++;
                else
                    weights[(output * room) + kept++] = weight;
                if (weight != 0)
                    taps = Math.Max(taps, kept);
            }
            starts[output] = first;
        }
        return new(starts, Compact(weights, room, taps, outputs), taps);
    }

    private static int[] Compact(int[] weights, int room, int taps, int outputs)
    {
        var compact = new int[outputs * taps];
        for (var output = 0; output < outputs; output++)
            weights.AsSpan(output * room, taps).CopyTo(compact.AsSpan(output * taps));
        return compact;
    }
}

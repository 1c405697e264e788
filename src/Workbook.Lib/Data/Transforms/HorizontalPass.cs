using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Workbook.Data.Transforms;

/// <summary>Resamples rows of single channels along x; mirrored for free, by writing the same sums in reverse order.</summary>
internal sealed unsafe class HorizontalPass
{
    // Outputs of a step where each has at most two inputs: their inputs lie within one vector.
    private const int Outputs = 8;

    // Inputs of a step where there are more.
    private const int Inputs = 16;

    private readonly AxisWeights _weights;
    private readonly int _width;
    private readonly bool _isFlipped;
    private readonly int[] _starts;
    private readonly byte[] _places;
    private readonly short[] _low;
    private readonly short[] _high;

    public HorizontalPass(int inputs, int outputs, bool isFlipped)
    {
        (_weights, _width, _isFlipped) = (AxisWeights.Bilinear(inputs, outputs), outputs, isFlipped);
        (_starts, _places, _low, _high) = _weights.Taps <= 2 ? InGroups() : OneByOne();
    }

    /// <summary>How many bytes behind a row's end <see cref="Apply"/> reads or writes.</summary>
    public const int Margin = 32;

    /// <param name="row">One channel of a row.</param>
    /// <param name="into">Receives the outputs; up to <see cref="Margin"/> bytes behind them are overwritten.</param>
    public void Apply(byte* row, byte* into)
    {
        if (!Avx2.IsSupported)
            ApplyOneByOne(row, into);
        else if (_weights.Taps <= 2)
            ApplyInGroups(row, into);
        else
            ApplyInVectors(row, into);
    }

    /// <summary>The same without vector instructions.</summary>
    public void ApplyOneByOne(byte* row, byte* into)
    {
        for (var x = 0; x < _width; x++)
        {
            var weights = _weights.Of(Output(x));
            var from = row + _weights.Starts[Output(x)];
            var sum = AxisWeights.Half;
            for (var tap = 0; tap < weights.Length; tap++)
                if (weights[tap] != 0)
                    sum += weights[tap] * from[tap];
            into[x] = (byte)(sum >> AxisWeights.Bits);
        }
    }

    private int Output(int x) => _isFlipped ? _width - 1 - x : x;

    private void ApplyInGroups(byte* row, byte* into)
    {
        var half = Vector256.Create(AxisWeights.Half);
        fixed (byte* places = _places)
        fixed (short* low = _low, high = _high)
            for (var group = 0; group < _starts.Length; group++)
            {
                var pairs = Vector128.ShuffleNative(Vector128.Load(row + _starts[group]), Vector128.Load(places + (group * 2 * Outputs)));
                var values = Avx2.ConvertToVector256Int16(pairs);
                var sum = half
                    + Avx2.MultiplyAddAdjacent(values, Vector256.Load(low + (group * 2 * Outputs)))
                    + (Avx2.MultiplyAddAdjacent(values, Vector256.Load(high + (group * 2 * Outputs))) << SplitWeight.LowBits);
                var words = Vector128.NarrowWithSaturation((sum >> AxisWeights.Bits).GetLower(), (sum >> AxisWeights.Bits).GetUpper());
                Sse2.PackUnsignedSaturate(words, words).GetLower().Store(into + (group * Outputs));
            }
    }

    private void ApplyInVectors(byte* row, byte* into)
    {
        var steps = Steps;
        fixed (short* low = _low, high = _high)
            for (var x = 0; x < _width; x++)
            {
                var (lows, highs) = (Vector256<int>.Zero, Vector256<int>.Zero);
                for (var step = 0; step < steps; step++)
                {
                    var values = Avx2.ConvertToVector256Int16(Vector128.Load(row + _starts[x] + (step * Inputs)));
                    lows += Avx2.MultiplyAddAdjacent(values, Vector256.Load(low + (((x * steps) + step) * Inputs)));
                    highs += Avx2.MultiplyAddAdjacent(values, Vector256.Load(high + (((x * steps) + step) * Inputs)));
                }
                into[x] = (byte)((AxisWeights.Half + Vector256.Sum(lows + (highs << SplitWeight.LowBits))) >> AxisWeights.Bits);
            }
    }

    private int Steps => (_weights.Taps + Inputs - 1) / Inputs;

    private (int[] Starts, byte[] Places, short[] Low, short[] High) InGroups()
    {
        var groups = (_width + Outputs - 1) / Outputs;
        var (starts, places) = (new int[groups], new byte[groups * 2 * Outputs]);
        var (low, high) = (new short[places.Length], new short[places.Length]);
        for (var group = 0; group < groups; group++)
        {
            var end = Math.Min(_width, (group + 1) * Outputs);
            starts[group] = Math.Min(_weights.Starts[Output(group * Outputs)], _weights.Starts[Output(end - 1)]);
            for (var x = group * Outputs; x < end; x++)
            {
                var weights = _weights.Of(Output(x));
                for (var tap = 0; tap < weights.Length; tap++)
                {
                    places[(2 * x) + tap] = (byte)(_weights.Starts[Output(x)] - starts[group] + tap);
                    (low[(2 * x) + tap], high[(2 * x) + tap]) = (SplitWeight.Low(weights[tap]), SplitWeight.High(weights[tap]));
                }
            }
        }
        return (starts, places, low, high);
    }

    private (int[] Starts, byte[] Places, short[] Low, short[] High) OneByOne()
    {
        var room = Steps * Inputs;
        var (starts, low, high) = (new int[_width], new short[_width * room], new short[_width * room]);
        for (var x = 0; x < _width; x++)
        {
            starts[x] = _weights.Starts[Output(x)];
            var weights = _weights.Of(Output(x));
            for (var tap = 0; tap < weights.Length; tap++)
                (low[(x * room) + tap], high[(x * room) + tap]) = (SplitWeight.Low(weights[tap]), SplitWeight.High(weights[tap]));
        }
        return (starts, [], low, high);
    }
}

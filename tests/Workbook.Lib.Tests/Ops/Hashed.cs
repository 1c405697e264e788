using static TorchSharp.torch;

namespace Workbook.Tests.Ops;

/// <summary>Numbers from integer arithmetic alone, the same as hashed() of tests/Peers/generate.</summary>
internal static class Hashed
{
    /// <summary>In [-scale / 2, scale / 2), rounded to float32.</summary>
    internal static Tensor Of(long[] shape, int k, double scale = 1)
    {
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
        {
            var x = unchecked((uint)i * 2654435761u + (uint)k * 40503u);
            x ^= x >> 15;
            x = unchecked(x * 2246822519u);
            x ^= x >> 13;
            values[i] = (float)((x / 4294967296.0 - 0.5) * scale);
        }
        return tensor(values, shape);
    }
}

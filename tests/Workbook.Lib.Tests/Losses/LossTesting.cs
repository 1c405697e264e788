using System.Text.Json;
using Workbook.Losses;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Losses;

/// <summary>What the tests of the losses share.</summary>
internal static class LossTesting
{
    public static Device Device(string name)
    {
        if (name == "cuda" && !cuda.is_available())
            Assert.Skip("no CUDA device (torch.cuda.is_available() is false)");
        return new Device(name);
    }

    public static ClassFrequency Frequency(params long[] counts) => new(counts, 1000, "made up", "");

    public static Tensor Matrix(double[][] rows, ScalarType dtype = ScalarType.Float64, string device = "cpu")
    {
        var columns = rows.Length == 0 ? 0 : rows[0].Length;
        return tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, columns], dtype: dtype, device: Device(device));
    }

    public static Tensor Mask(int[][] rows, string device = "cpu") =>
        tensor(rows.SelectMany(row => row.Select(v => v != 0)).ToArray(), [rows.Length, rows[0].Length], device: Device(device));

    public static Tensor Flags(int[] flags, string device = "cpu") => Mask([flags], device).squeeze(0);

    public static Tensor Labels(long[] labels, string device = "cpu") => tensor(labels, device: Device(device));

    public static double[] Values(Tensor values) => values.to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();

    /// <summary>Value and gradient with respect to the logits.</summary>
    public static (double Loss, double[] Gradient) Evaluate(Tensor logits, Func<Tensor, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var leaf = logits.detach().clone().requires_grad_(true);
        var value = loss(leaf);
        Assert.Empty(value.shape);
        value.backward();
        return (value.to(ScalarType.Float64).cpu().item<double>(), Values(leaf.grad!));
    }

    /// <summary>
    /// Entries differ by at most <paramref name="tolerance"/> times the largest expected magnitude, or times 1 if that is smaller.
    /// </summary>
    public static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        var scale = expected.Count == 0 ? 1 : Math.Max(1, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Count; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"[{i}]: expected {expected[i]:R}, got {actual[i]:R}");
    }

    public static void Near(double expected, double actual, double tolerance) => Near([expected], [actual], tolerance);

    /// <summary>Compares the gradient with central differences, in double precision.</summary>
    public static void CheckGradient(Tensor logits, Func<Tensor, Tensor> loss)
    {
        const double Step = 1e-5;
        var gradient = Evaluate(logits, loss).Gradient;
        var values = Values(logits);
        for (var i = 0; i < values.Length; i++)
        {
            double At(double offset)
            {
                using var scope = NewDisposeScope();
                var moved = (double[])values.Clone();
                moved[i] += offset;
                return loss(tensor(moved, logits.shape)).item<double>();
            }
            Near((At(Step) - At(-Step)) / (2 * Step), gradient[i], 1e-8);
        }
    }

    public static double[][] Rows(this JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.Numbers())];

    public static int[][] Bits(this JsonElement rows) => [.. rows.Rows().Select(row => row.Select(v => (int)v).ToArray())];

    public static double[] Numbers(this JsonElement row) => [.. row.EnumerateArray().Select(v => v.GetDouble())];

    public static long[] Integers(this JsonElement row) => [.. row.EnumerateArray().Select(v => v.GetInt64())];

    /// <summary>The flattened gradient of a stored result.</summary>
    public static double[] Gradient(this JsonElement result) => [.. result.GetProperty("grad").Rows().SelectMany(row => row)];

    public static double Loss(this JsonElement result) => result.GetProperty("loss").GetDouble();
}

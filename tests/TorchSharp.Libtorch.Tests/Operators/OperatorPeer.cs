using System.Globalization;
using System.Text.Json;
using Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Operators;

/// <summary>What Python's torch computed (tests/Peers/torch_ops.json, made by tests/Peers/generate/torch_ops.py).</summary>
internal static class OperatorPeer
{
    private static readonly JsonElement Root = Read();

    internal static IEnumerable<string> Cases => Root.GetProperty("cases").EnumerateObject().Select(entry => entry.Name);

    internal static IEnumerable<string> RandomFunctions => Root.GetProperty("random").EnumerateObject().Select(entry => entry.Name);

    internal static void CheckRandom(string name, Tensor drawn) => Same(Root.GetProperty("random").GetProperty(name), drawn, name);

    /// <summary>Runs one case on a device and compares values, types, shapes and gradients.</summary>
    internal static void Check(string name, Device device)
    {
        using var scope = NewDisposeScope();
        var expected = Root.GetProperty("cases").GetProperty(name);
        var inputs = expected.GetProperty("in").EnumerateArray().Select(input => Input(input.GetString()!, device)).ToArray();
        var results = OperatorCases.All[name](inputs);

        var outputs = expected.GetProperty("out");
        Assert.True(outputs.GetArrayLength() == results.Length, $"{name}: expected {outputs.GetArrayLength()} results, got {results.Length}");
        for (var k = 0; k < results.Length; k++)
            Same(outputs[k], results[k], $"{name}, result {k}");

        if (!expected.TryGetProperty("grad", out var gradients))
        {
            Assert.DoesNotContain(results, result => result.requires_grad);
            return;
        }
        Loss(results).backward();
        for (var k = 0; k < inputs.Length; k++)
            SameGradient(gradients[k], inputs[k].grad, $"{name}, gradient of input {k}");
    }

    private static Tensor Input(string name, Device device)
    {
        var stored = Root.GetProperty("inputs").GetProperty(name);
        var type = TypeOf(stored);
        var result = tensor(Numbers(stored.GetProperty("data")), Shape(stored), type, device);
        return is_floating_point(type) ? result.requires_grad_() : result;
    }

    /// <summary>The sum of all results' elements, weighted 0.1, 0.2, ...</summary>
    private static Tensor Loss(Tensor[] results)
    {
        var total = zeros([], ScalarType.Float64, results[0].device);
        foreach (var result in results.Where(r => r.requires_grad))
            total = total + (result * arange(1, result.numel() + 1, result.dtype, result.device).view(result.shape) * 0.1).sum();
        return total;
    }

    private static void Same(JsonElement expected, Tensor actual, string what)
    {
        Assert.True(TypeOf(expected) == actual.dtype, $"{what}: expected type {TypeOf(expected)}, got {actual.dtype}");
        Assert.True(Shape(expected).SequenceEqual(actual.shape), $"{what}: expected shape [{string.Join(", ", Shape(expected))}], got {actual}");
        Same(Numbers(expected.GetProperty("data")), actual, what);
    }

    private static void SameGradient(JsonElement expected, Tensor? actual, string what)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.True(actual is null, $"{what}: expected none");
            return;
        }
        Assert.True(actual is not null, $"{what}: expected one, got none");
        Same(Numbers(expected), actual, what);
    }

    private static void Same(double[] expected, Tensor actual, string what)
    {
        // Some of CUDA's kernels, as that of hardsigmoid, have their constants in single precision whatever the type.
        var tolerance = actual.dtype == ScalarType.Float32 ? 1e-5 : actual.is_cuda ? 1e-7 : 1e-8;
        var got = actual.detach().to(ScalarType.Float64, CPU).data<double>().ToArray();
        Assert.True(expected.Length == got.Length, $"{what}: expected {expected.Length} elements, got {got.Length}");
        for (var i = 0; i < got.Length; i++)
        {
            var same = expected[i].Equals(got[i]) || Math.Abs(expected[i] - got[i]) <= tolerance * (1 + Math.Abs(expected[i]));
            Assert.True(same, $"{what}: element {i}: expected {expected[i]:R}, got {got[i]:R}");
        }
    }

    private static long[] Shape(JsonElement stored) => [.. stored.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(Number)];

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.GetString() switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        var other => double.Parse(other!, CultureInfo.InvariantCulture),
    };

    private static ScalarType TypeOf(JsonElement stored) => stored.GetProperty("type").GetString() switch
    {
        "float64" => ScalarType.Float64,
        "float32" => ScalarType.Float32,
        "int64" => ScalarType.Int64,
        "uint8" => ScalarType.Byte,
        "bool" => ScalarType.Bool,
        var other => throw new InvalidDataException($"torch_ops.json: type {other} is not expected"),
    };

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.Path("tests/Peers/torch_ops.json")));
        return document.RootElement.Clone();
    }
}

using System.Text.Json;
using Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Nn;

/// <summary>
/// Results of Python's torch (tests/Peers/torch_nn.json, made by tests/Peers/generate/torch_nn.py), and the inputs that both sides compute.
/// </summary>
internal static class Peer
{
    private static readonly JsonElement Root = Read();

    internal static TheoryData<string> Names(string section) =>
        [.. Root.GetProperty(section).EnumerateObject().Select(entry => entry.Name)];

    /// <summary>
    /// Every case of a section on the CPU, and on the GPU where there is one; elsewhere one case stands for the GPU's and is skipped.
    /// </summary>
    internal static TheoryData<string, string> NamesAndDevices(string section)
    {
        var data = new TheoryData<string, string>();
        foreach (var entry in Root.GetProperty(section).EnumerateObject())
        {
            data.Add(entry.Name, "cpu");
            if (cuda.is_available())
                data.Add(entry.Name, "cuda");
        }
        if (!cuda.is_available())
            data.Add("all", "cuda");
        return data;
    }

    internal static JsonElement Case(string section, string name) => Root.GetProperty(section).GetProperty(name);

    internal static JsonElement Section(string section) => Root.GetProperty(section);

    internal static Device DeviceOrSkip(string name)
    {
        if (name == "cuda" && !cuda.is_available())
            Assert.Skip("this machine has no CUDA device that its libtorch can use");
        return name;
    }

    /// <summary>((37 i + 11 k) mod 101 - 50) / 25 at element i.</summary>
    internal static Tensor Ramp(long[] shape, int k = 0, Device? device = null)
    {
        var values = new float[shape.Aggregate(1L, (count, size) => count * size)];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(((i * 37 + 11 * k) % 101 - 50) / 25.0);
        return tensor(values, shape).to(device ?? CPU);
    }

    internal static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetDouble())];

    internal static double[] Numbers(Tensor values) => values.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    /// <summary>
    /// On the CPU the operators are those of the peer; on a GPU they sum in another order, and convolutions may use TF32.
    /// </summary>
    internal static void Equal(JsonElement expected, Tensor? actual, string what)
    {
        var wanted = Numbers(expected);
        var got = actual is null ? [] : Numbers(actual);
        Assert.True(wanted.Length == got.Length, $"{what}: expected {wanted.Length} elements, got {got.Length}");
        var (relative, absolute) = actual is { is_cuda: true } ? (5e-3, 5e-3) : (1e-5, 2e-6);
        for (var i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(wanted[i] - got[i]) <= absolute + relative * Math.Abs(wanted[i]),
                $"{what}[{i}]: expected {wanted[i]:R}, got {got[i]:R}");
    }

    /// <summary>Bit for bit.</summary>
    internal static void Same(JsonElement expected, Tensor actual, string what)
    {
        var wanted = Numbers(expected);
        var got = Numbers(actual);
        Assert.True(
            wanted.SequenceEqual(got),
            $"{what}: expected [{string.Join(", ", wanted.Take(8))} ...], got [{string.Join(", ", got.Take(8))} ...]");
    }

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.Path("tests/Peers/torch_nn.json")));
        return document.RootElement.Clone();
    }
}

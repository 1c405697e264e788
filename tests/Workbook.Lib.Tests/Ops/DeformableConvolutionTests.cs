using System.Text.Json;
using Tests.Support;
using Workbook.Ops;
using Workbook.Tests.Losses;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Ops;

public sealed class DeformableConvolutionTests
{
    public static TheoryData<string> Cases => [.. Stored.EnumerateObject().Select(entry => entry.Name)];

    private static JsonElement Stored { get; } =
        JsonDocument.Parse(File.ReadAllText(Repository.Path("tests/Peers/deformable_convolution.json"))).RootElement.GetProperty("cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void DoublePrecision_EqualsTorchvision(string name) => AssertPeer(name, ScalarType.Float64, 1e-8);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Kernel_EqualsTorchvision(string name) => AssertPeer(name, ScalarType.Float32, 1e-5);

    [Fact]
    public void OnCuda_EqualsTorchvision()
    {
        var device = LossTesting.Device("cuda");
        foreach (var name in Cases)
            AssertPeer(name, ScalarType.Float32, 1e-5, device);
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(4, 2, true)]
    public void Kernel_SeveralChunks_EqualsTheComposedOperators(int groups, int offsetGroups, bool channelsLast)
    {
        manual_seed(4).Dispose();
        using var scope = NewDisposeScope();
        var x = Inputs(1, 1024, 24, 20, 16, groups, offsetGroups);
        if (channelsLast)
            x["input"] = ChannelsLast.Of(x["input"]);
        var expected = Run(x.ToDictionary(entry => entry.Key, entry => entry.Value.@double()));
        var actual = Run(x);
        foreach (var (name, value) in expected)
            AssertClose(name, value, actual[name], 1e-5);
    }

    [Fact]
    public unsafe void Kernel_AnyNumberOfThreads_GivesTheSameBits()
    {
        manual_seed(5).Dispose();
        using var scope = NewDisposeScope();
        var x = Inputs(2, 96, 20, 20, 8, groups: 1, offsetGroups: 2);
        var shape = DeformableShape.Of(x["input"], x["offset"], x["weight"], null, x["mask"], (1, 1), (1, 1), (1, 1));
        var gradColumns = randn(400, 9 * 96);
        var threads = get_num_threads();
        try
        {
            var results = new[] { 1, 2, 3 }.Select(Results).ToArray();
            foreach (var other in results.Skip(1))
                foreach (var (name, value) in results[0])
                    Assert.True((value == other[name]).all().item<bool>(), name);
        }
        finally
        {
            set_num_threads(threads);
        }

        Dictionary<string, Tensor> Results(int count)
        {
            set_num_threads(count);
            var kernel = new DeformableKernel(shape);
            var pixels = x["input"].permute(0, 2, 3, 1).contiguous();
            Tensor columns = zeros_like(gradColumns), gradPixels = zeros_like(pixels), gradOffset = zeros_like(x["offset"]), gradMask = zeros_like(x["mask"]);
            kernel.MoveTo(1, 0, 400, Pointer(x["offset"]), Pointer(x["mask"]));
            kernel.Read(Pointer(pixels), Pointer(columns));
            kernel.ReadGradients(Pointer(pixels), Pointer(gradColumns), Pointer(gradOffset), Pointer(gradMask));
            kernel.Write(Pointer(gradColumns), Pointer(gradPixels));
            return new() { ["columns"] = columns, ["offset"] = gradOffset, ["mask"] = gradMask, ["pixels"] = gradPixels };
        }

        static float* Pointer(Tensor tensor)
        {
            fixed (byte* p = tensor.bytes)
                return (float*)p;
        }
    }

    [Fact]
    public void ComposedGradients_AreFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        var x = Inputs(1, 4, 5, 5, 2, groups: 2, offsetGroups: 2).ToDictionary(entry => entry.Key, entry => entry.Value.@double());
        // Off the integers, where the interpolation has kinks.
        x["offset"] = x["offset"].floor() + 0.25 + 0.5 * (x["offset"] - x["offset"].floor());
        var gradients = Run(x);
        const double Step = 1e-6;
        foreach (var name in x.Keys)
        {
            var direction = Hashed.Of(x[name].shape, 11).@double();
            var difference = (Loss(+Step) - Loss(-Step)) / (2 * Step);
            var expected = (gradients["grad " + name] * direction).sum().item<double>();
            Assert.True(Math.Abs(expected - difference) <= 1e-6 * Math.Max(1, Math.Abs(expected)), FormattableString.Invariant($"{name}: {expected}, by differences {difference}"));

            double Loss(double by)
            {
                var moved = new Dictionary<string, Tensor>(x) { [name] = x[name] + by * direction };
                var y = Apply(moved);
                return (y * Hashed.Of(y.shape, 9)).sum().item<double>();
            }
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void PlacesThatAreNoNumbersOrFarAway_ReadNaNOrZero(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var offset = zeros([1, 2, 1, 4], type);
        offset[0, 0, 0, 0] = float.NaN;
        offset[0, 1, 0, 1] = float.PositiveInfinity;
        offset[0, 0, 0, 2] = float.NegativeInfinity;
        offset[0, 0, 0, 3] = 1e30f;
        var y = DeformableConvolution.Apply(ones([1, 1, 1, 4], type), offset, ones([1, 1, 1, 1], type));
        Assert.Equal([double.NaN, 0.0, 0.0, 0.0], y.@double().data<double>().ToArray());
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void NoImages_GiveNoImages(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var weight = ones([6, 4, 3, 3], type).requires_grad_();
        var y = DeformableConvolution.Apply(zeros([0, 4, 8, 8], type), zeros([0, 18, 6, 6], type), weight, zeros([6], type), zeros([0, 9, 6, 6], type));
        Assert.Equal([0L, 6L, 6L, 6L], y.shape);
        y.sum().backward();
        Assert.Equal(0, weight.grad!.abs().sum().to(ScalarType.Float64).item<double>());
    }

    [Fact]
    public void ShapesThatDoNotFit_AreNamed()
    {
        using var scope = NewDisposeScope();
        var (input, weight) = (zeros(1, 4, 8, 8), zeros(6, 4, 3, 3));
        AssertNames("offset [1, 18 * G, 6, 6] with G that divides C = 4, got [1, 18, 8, 8]", () => DeformableConvolution.Apply(input, zeros(1, 18, 8, 8), weight));
        AssertNames("offset", () => DeformableConvolution.Apply(input, zeros(1, 17, 6, 6), weight));
        AssertNames("offset", () => DeformableConvolution.Apply(input, zeros(1, 54, 6, 6), weight));
        AssertNames("mask [1, 9, 6, 6], got [1, 18, 6, 6]", () => DeformableConvolution.Apply(input, zeros(1, 18, 6, 6), weight, mask: zeros(1, 18, 6, 6)));
        AssertNames("bias [6], got [4]", () => DeformableConvolution.Apply(input, zeros(1, 18, 6, 6), weight, zeros(4)));
        AssertNames("weight", () => DeformableConvolution.Apply(input, zeros(1, 18, 6, 6), zeros(6, 3, 3, 3)));
        AssertNames("input [N, C, H, W], got [4, 8, 8]", () => DeformableConvolution.Apply(zeros(4, 8, 8), zeros(1, 18, 6, 6), weight));
        AssertNames("input", () => DeformableConvolution.Apply(zeros(1, 4, 2, 2), zeros(1, 18, 1, 1), weight));
        AssertNames("stride", () => DeformableConvolution.Apply(input, zeros(1, 18, 6, 6), weight, stride: (0, 1)));
    }

    private static void AssertNames(string text, Func<Tensor> call) =>
        Assert.Contains($"{nameof(DeformableConvolution)}: expected {text}", Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static void AssertPeer(string name, ScalarType type, double tolerance, Device? device = null)
    {
        using var scope = NewDisposeScope();
        var stored = Stored.GetProperty(name);
        var x = new Dictionary<string, Tensor>();
        string[] order = ["input", "offset", "weight", "bias", "mask"];
        foreach (var shape in stored.GetProperty("shapes").EnumerateObject())
        {
            var scale = shape.Name == "offset" ? stored.GetProperty("scales").GetProperty("offset").GetDouble() : 1;
            var value = Hashed.Of([.. shape.Value.EnumerateArray().Select(size => size.GetInt64())], 1 + Array.IndexOf(order, shape.Name), scale).@double();
            x[shape.Name] = (shape.Name == "mask" ? value + 0.5 : value).to(type, device ?? CPU);
        }
        var actual = Run(x, Pair("stride"), Pair("padding"), Pair("dilation"));
        AssertClose("output", Numbers(stored.GetProperty("output"), actual["output"]), actual["output"], tolerance);
        foreach (var gradient in stored.GetProperty("gradients").EnumerateObject())
            AssertClose(gradient.Name, Numbers(gradient.Value, x[gradient.Name]), actual["grad " + gradient.Name], tolerance);

        (long, long) Pair(string property) => (stored.GetProperty(property)[0].GetInt64(), stored.GetProperty(property)[1].GetInt64());
    }

    private static Tensor Numbers(JsonElement values, Tensor like) => tensor(values.EnumerateArray().Select(v => v.GetDouble()).ToArray(), like.shape);

    private static Dictionary<string, Tensor> Inputs(int n, int c, int h, int w, int outputs, int groups, int offsetGroups) => new()
    {
        ["input"] = randn(n, c, h, w),
        ["offset"] = 3 * randn(n, 18 * offsetGroups, h, w),
        ["weight"] = randn(outputs, c / groups, 3, 3) / Math.Sqrt(9.0 * c / groups),
        ["bias"] = randn(outputs),
        ["mask"] = rand(n, 9 * offsetGroups, h, w),
    };

    private static Tensor Apply(
        Dictionary<string, Tensor> x, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null) =>
        DeformableConvolution.Apply(x["input"], x["offset"], x["weight"], x.GetValueOrDefault("bias"), x.GetValueOrDefault("mask"), stride, padding ?? (1, 1), dilation);

    private static Dictionary<string, Tensor> Run(
        Dictionary<string, Tensor> x, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null)
    {
        var leaves = x.ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone().requires_grad_());
        var y = Apply(leaves, stride, padding, dilation);
        y.backward([Hashed.Of(y.shape, 9).to(y.dtype, y.device)]);
        var results = leaves.ToDictionary(entry => "grad " + entry.Key, entry => entry.Value.grad!.cpu());
        results["output"] = y.detach().cpu();
        return results;
    }

    private static void AssertClose(string name, Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        var scale = Math.Max(1, expected.abs().max().item<double>());
        var difference = (expected - actual).abs().max().item<double>();
        Parity.Note($"deformable convolution, {name}", difference / scale, tolerance);
        Assert.True(difference <= tolerance * scale, FormattableString.Invariant($"{name}: differs by {difference} at a scale of {scale}"));
    }
}

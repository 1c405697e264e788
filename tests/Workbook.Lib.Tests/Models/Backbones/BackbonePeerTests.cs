using System.Text.Json;
using Tests.Support;
using TorchSharp;
using Workbook.Models.Backbones;
using Workbook.Ops;
using Workbook.Tests.Ops;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Models.Backbones;

/// <summary>Feature maps and gradients against torchvision's in double precision (tests/Peers/generate/backbones.py).</summary>
public sealed class BackbonePeerTests
{
    // A ReLU near 0 may open in one precision and stay shut in the other: gradients are compared in torchvision's, double.
    [Theory]
    [InlineData("resnet50", 1e-8)]
    [InlineData("resnet101", 1e-8)]
    [InlineData("resnext101_64x4d", 1e-8)]
    [InlineData("resnet18 in training", 1e-8)]
    public void DoublePrecision_MapsAndGradients_EqualTorchvision(string name, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var document = Stored();
        var stored = document.RootElement.GetProperty("cases").GetProperty(name);
        using var model = Model(name).@double();
        var images = Images(stored).@double().requires_grad_();
        var maps = model.call(images);
        var terms = maps.Select((map, i) => (map * Hashed.Of(map.shape, 80 + i)).sum() / map.numel());
        terms.Aggregate((a, b) => a + b).backward();

        foreach (var (expected, map) in stored.GetProperty("maps").EnumerateArray().Zip(maps))
            AssertSummary(name, expected, map.detach(), tolerance);
        foreach (var expected in stored.GetProperty("gradients").EnumerateObject())
            AssertSummary(expected.Name, expected.Value, expected.Name == "image" ? images.grad! : model.get_parameter(expected.Name)!.grad!, tolerance);
        foreach (var expected in stored.GetProperty("buffers").EnumerateObject())
            AssertSummary(expected.Name, expected.Value, model.get_buffer(expected.Name)!, tolerance);
    }

    [Theory]
    [InlineData("resnet50", false)]
    [InlineData("resnet50", true)]
    [InlineData("resnet101", false)]
    [InlineData("resnext101_64x4d", true)]
    public void SinglePrecision_Maps_EqualTorchvision(string name, bool channelsLast)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var document = Stored();
        var stored = document.RootElement.GetProperty("cases").GetProperty(name);
        using var model = Model(name);
        var images = Images(stored);
        if (channelsLast)
        {
            ChannelsLast.Weights(model);
            images = ChannelsLast.Of(images);
        }
        foreach (var (expected, map) in stored.GetProperty("maps").EnumerateArray().Zip(model.call(images)))
            AssertSummary(name, expected, map, 1e-5);
    }

    private static JsonDocument Stored() => JsonDocument.Parse(File.ReadAllText(Repository.Path("tests/Peers/backbones.json")));

    private static Tensor Images(JsonElement stored) => Hashed.Of(Longs(stored.GetProperty("size")), 77, 4);

    private static ResNet Model(string name)
    {
        var model = new ResNet(Config(name) with { FreezeAt = 0 });
        Fill(model);
        return model;
    }

    private static ResNetConfig Config(string name) => name switch
    {
        "resnet50" => ResNetConfig.ResNet50,
        "resnet101" => ResNetConfig.ResNet101,
        "resnext101_64x4d" => ResNetConfig.ResNeXt101x64x4d,
        _ => new ResNetConfig { Depth = 18, Norm = NormKind.Batch },
    };

    /// <summary>As fill() of the script.</summary>
    private static void Fill(nn.Module model)
    {
        using var noGrad = no_grad();
        foreach (var (name, tensor) in model.state_dict())
        {
            if (name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                continue;
            using var scope = NewDisposeScope();
            var k = (int)(name.Select((c, i) => (i + 1L) * c).Sum() % 65521);
            var shape = tensor.shape;
            if (shape.Length >= 2)
                tensor.copy_(Hashed.Of(shape, k, 2 * Math.Sqrt(6.0 / (tensor.numel() / shape[0]))));
            else if (name.EndsWith("running_var", StringComparison.Ordinal) || name.EndsWith("weight", StringComparison.Ordinal))
                tensor.copy_(Hashed.Of(shape, k, 0.5) + 0.75);
            else
                tensor.copy_(Hashed.Of(shape, k, 0.2));
        }
    }

    private static void AssertSummary(string name, JsonElement expected, Tensor actual, double tolerance)
    {
        var flat = actual.contiguous().flatten().@double();
        var worst = 0.0;
        Assert.Equal(Longs(expected.GetProperty("shape")), actual.shape);
        var norm = expected.GetProperty("norm").GetDouble();
        AssertNear("norm", norm, flat.square().sum().sqrt().item<double>(), norm);
        AssertNear("sum", expected.GetProperty("sum").GetDouble(), flat.sum().item<double>(), norm * Math.Sqrt(flat.numel()));
        var elements = expected.GetProperty("elements").EnumerateArray().Select(v => v.GetDouble()).ToArray();
        var step = Math.Max(1, flat.numel() / 12);
        for (var i = 0; i < elements.Length; i++)
            AssertNear($"[{i * step}]", elements[i], flat[i * step].item<double>(), elements.Max(Math.Abs));
        Parity.Note(name, worst, tolerance);

        void AssertNear(string what, double wanted, double got, double scale)
        {
            worst = Math.Max(worst, Math.Abs(wanted - got) / Math.Max(scale, double.Epsilon));
            Assert.True(Math.Abs(wanted - got) <= tolerance * scale, FormattableString.Invariant($"{name}: {what} is {got}, expected {wanted} at a scale of {scale}"));
        }
    }

    private static long[] Longs(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetInt64())];
}

using TorchSharp;
using Workbook.Models.Backbones;
using Workbook.Tests.Ops;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Models.Backbones;

public sealed class SENetTests
{
    [Fact]
    public void Parameters_WithAClassifierOf1000_AreAsManyAsPublished()
    {
        // Cadene/pretrained-models.pytorch: senet154 has 115,088,984.
        using var model = new SENet(SENetConfig.SENet154 with { Norm = NormKind.Batch, FreezeAt = 0 });
        Assert.Equal(115_088_984, model.parameters().Sum(p => p.numel()) + 2048 * 1000 + 1000);
        var names = model.state_dict();
        Assert.Equal([64L, 3L, 3L, 3L], names["layer0.conv1.weight"].shape);
        Assert.Equal([128L, 64L, 3L, 3L], names["layer0.conv3.weight"].shape);
        Assert.Equal([256L, 128L, 1L, 1L], names["layer1.0.downsample.0.weight"].shape);
        Assert.Equal([512L, 256L, 3L, 3L], names["layer2.0.downsample.0.weight"].shape);
        Assert.Equal([16L, 256L, 1L, 1L], names["layer1.2.se_module.fc1.weight"].shape);
        Assert.Equal([1024L, 8L, 3L, 3L], names["layer3.35.conv2.weight"].shape);
    }

    [Fact]
    public void Forward_GivesFourMaps()
    {
        using var scope = NewDisposeScope();
        using var model = new SENet(Tiny);
        var maps = model.call(randn(2, 3, 64, 96));
        Assert.Equal([[2, 32, 16, 24], [2, 64, 8, 12], [2, 128, 4, 6], [2, 256, 2, 3]], maps.Select(map => map.shape));
        Assert.Equal([32L, 64L, 128L, 256L], model.Channels);
    }

    [Fact]
    public void Excitation_WorkedByHand()
    {
        // Means 1 and 3; fc1 adds them to 4; fc2 makes 4 and -4 of it.
        using var scope = NewDisposeScope();
        using var module = new SqueezeExcitation(2, reduction: 2);
        using (no_grad())
        {
            module.get_parameter("fc1.weight")!.fill_(1);
            module.get_parameter("fc2.weight")!.copy_(tensor(new[] { 1f, -1f }).view(2, 1, 1, 1));
            nn.init.zeros_(module.get_parameter("fc1.bias")!);
            nn.init.zeros_(module.get_parameter("fc2.bias")!);
        }
        var y = module.call(tensor(new[] { 0f, 2f, 3f, 3f }).view(1, 2, 1, 2));
        var (on, off) = (1 / (1 + Math.Exp(-4)), 1 / (1 + Math.Exp(4)));
        Assert.All(y.data<float>().ToArray().Zip([0, 2 * on, 3 * off, 3 * off]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void Gradients_AreFiniteDifferences()
    {
        manual_seed(6).Dispose();
        using var scope = NewDisposeScope();
        using var model = new SENet(Tiny with { FreezeAt = 0 }).to(ScalarType.Float64);
        var images = Hashed.Of([1, 3, 33, 33], 1, 4).@double();
        Loss().backward();
        const double Step = 1e-6;
        string[] names = ["layer0.conv1.weight", "layer1.0.conv2.weight", "layer2.0.downsample.0.weight", "layer3.20.se_module.fc1.weight", "layer4.2.se_module.fc2.bias", "layer4.2.conv3.weight"];
        foreach (var name in names)
        {
            var parameter = model.get_parameter(name)!;
            var direction = Hashed.Of(parameter.shape, 2).@double();
            var expected = (parameter.grad! * direction).sum().item<double>();
            using var noGrad = no_grad();
            parameter.add_(direction, Step);
            var up = Loss().item<double>();
            parameter.add_(direction, -2 * Step);
            var down = Loss().item<double>();
            parameter.add_(direction, Step);
            var difference = (up - down) / (2 * Step);
            Assert.True(Math.Abs(expected - difference) <= 1e-4 * Math.Max(1e-3, Math.Abs(expected)), FormattableString.Invariant($"{name}: {expected}, by differences {difference}"));
        }

        Tensor Loss() => model.call(images).Select((map, i) => (map * Hashed.Of(map.shape, 3 + i).@double()).mean()).Aggregate((a, b) => a + b);
    }

    [Fact]
    public void Config_WhoseGroupsDoNotDivide_SaysSo() =>
        Assert.Contains("Groups", Assert.Throws<ArgumentException>(() => new SENet(Tiny with { Groups = 64 })).Message, StringComparison.Ordinal);

    private static SENetConfig Tiny => new() { WidthMultiplier = 0.125, Groups = 8, Reduction = 8 };
}

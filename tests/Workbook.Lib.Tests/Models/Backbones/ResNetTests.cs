using Workbook.Models.Backbones;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Models.Backbones;

[Collection(nameof(Alone))]
public sealed class ResNetTests
{
    // torchvision 0.14 publishes the numbers of resnet18, resnet50, resnet101 and resnext101_64x4d. ResNet-10 lacks one basic block a stage of ResNet-18:
    // two 3x3 convolutions of c channels and two norms, for c = 64, 128, 256, 512.
    [Theory]
    [InlineData(10, 1, 64, 11_689_512 - (18 * (64 * 64 + 128 * 128 + 256 * 256 + 512 * 512) + 4 * (64 + 128 + 256 + 512)))]
    [InlineData(18, 1, 64, 11_689_512)]
    [InlineData(50, 1, 64, 25_557_032)]
    [InlineData(101, 1, 64, 44_549_160)]
    [InlineData(101, 64, 4, 83_455_272)]
    public void Parameters_OfTheClassifier_AreAsManyAsPublished(int depth, int groups, int width, long expected)
    {
        var config = new ResNetConfig { Depth = depth, Groups = groups, WidthPerGroup = width, Norm = NormKind.Batch, FreezeAt = 0 };
        using var model = new ResNetClassifier(config, 1000);
        Assert.Equal(expected, model.parameters().Sum(p => p.numel()));
    }

    [Fact]
    public void Forward_OddSizes_RoundsUp()
    {
        using var scope = NewDisposeScope();
        using var model = new ResNet(Thin);
        var maps = model.call(randn(2, 3, 65, 97));
        Assert.Equal(
            [[2, 64, 17, 25], [2, 128, 9, 13], [2, 256, 5, 7], [2, 512, 3, 4]],
            maps.Select(map => map.shape));
        Assert.Equal([64L, 128L, 256L, 512L], model.Channels);
    }

    [Fact]
    public void StateNames_AreTorchvisions()
    {
        using var model = new ResNet(Thin with { FreezeAt = 0, Norm = NormKind.Batch });
        var names = model.state_dict().Keys;
        Assert.Contains("conv1.weight", names);
        Assert.Contains("bn1.running_var", names);
        Assert.Contains("layer1.0.downsample.0.weight", names);
        Assert.Contains("layer1.0.downsample.1.num_batches_tracked", names);
        Assert.Contains("layer4.2.bn3.bias", names);
        Assert.Equal(53 * 6, names.Count); // a convolution's weight and five tensors of a norm each
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void FreezeAt_TrainsOnlyTheLaterStages(int freezeAt)
    {
        using var scope = NewDisposeScope();
        using var model = new ResNet(Thin with { FreezeAt = freezeAt, Norm = NormKind.Batch });
        string[] layers = ["conv1.", "layer1.", "layer2.", "layer3.", "layer4."];
        if (freezeAt < 5)
            model.call(randn(2, 3, 64, 64))[^1].sum().backward();
        foreach (var (name, parameter) in model.named_parameters())
        {
            var stage = name.StartsWith("bn1.", StringComparison.Ordinal) ? 1 : 1 + Array.FindIndex(layers, layer => name.StartsWith(layer, StringComparison.Ordinal));
            Assert.Equal(stage > freezeAt, parameter.requires_grad);
            Assert.Equal(stage > freezeAt, parameter.grad is not null);
        }
        Assert.Equal(freezeAt >= 1, !model.has_parameter("bn1.weight"));
    }

    [Fact]
    public void LastStage4_AndTheStageOnItsOwn_MakeTheWholeNetwork()
    {
        using var scope = NewDisposeScope();
        using var whole = new ResNet(Thin);
        using var front = new ResNet(Thin with { LastStage = 4 });
        using var head = new ResNetStage(Thin, 5);
        var state = whole.state_dict();
        front.load_state_dict(state.Where(entry => !entry.Key.StartsWith("layer4.", StringComparison.Ordinal)).ToDictionary());
        head.load_state_dict(state.Where(entry => entry.Key.StartsWith("layer4.", StringComparison.Ordinal)).ToDictionary(entry => entry.Key["layer4.".Length..], entry => entry.Value));
        var images = randn(1, 3, 64, 64);
        var (expected, maps) = (whole.call(images), front.call(images));
        Assert.Equal(3, maps.Length);
        Assert.Equal(0, (expected[3] - head.call(maps[2])).abs().max().item<float>());
    }

    [Fact]
    public void StrideIn1x1_MovesTheStrideForwardByOneConvolution()
    {
        using var scope = NewDisposeScope();
        using var stage = new ResNetStage(Thin with { StrideIn1x1 = true }, 3);
        var block = stage.named_children().First().module;
        long[] Stride(string name) => block.named_children().Single(child => child.name == name).module is TorchSharp.Modules.Conv2d c ? c.stride : [];
        Assert.Equal([2L, 2L], Stride("conv1"));
        Assert.Equal([1L, 1L], Stride("conv2"));
        Assert.Equal([2L, 128L, 4L, 4L], stage.call(randn(2, 64, 8, 8)).shape);
    }

    [Fact]
    public void FrozenNorms_FoldedIntoTheWeights_AreTheNormsOnTheirOwn()
    {
        manual_seed(5).Dispose();
        using var scope = NewDisposeScope();
        using var convolution = nn.Conv2d(4, 8, kernel_size: 3, padding: 1, bias: false);
        using var norm = new FrozenBatchNorm2d(8);
        foreach (var (name, buffer) in norm.named_buffers())
            buffer.copy_(name == "running_var" ? rand(8) + 0.5 : randn(8));
        var x = randn(2, 4, 5, 5);
        var shortcut = randn(2, 8, 5, 5);
        var expected = nn.functional.relu(norm.call(convolution.call(x)) + shortcut);
        var actual = NormedConvolution.Relu(x, convolution, norm, shortcut);
        Assert.True((expected - actual).abs().max().item<float>() < 1e-5f);
        // Nothing is cached: a changed buffer changes the next result.
        norm.get_buffer("bias")!.add_(1);
        actual = NormedConvolution.Linear(x, convolution, norm);
        Assert.True((norm.call(convolution.call(x)) - actual).abs().max().item<float>() < 1e-5f);
    }

    [Theory]
    [InlineData(DeformableKind.V1)]
    [InlineData(DeformableKind.V2)]
    public void Deformable_AtZeroOffsets_IsThePlainConvolution(DeformableKind kind)
    {
        using var scope = NewDisposeScope();
        using var plain = new ResNet(Thin);
        using var deformable = new ResNet(Thin with { Deformable = kind });
        var (missing, unexpected) = deformable.load_state_dict(plain.state_dict(), strict: false);
        Assert.Empty(unexpected);
        Assert.Equal(2 * (4 + 6 + 3), missing.Count);
        Assert.All(missing, name => Assert.Contains(".conv2.conv_offset.", name, StringComparison.Ordinal));
        if (kind == DeformableKind.V2)
            foreach (var (name, parameter) in deformable.named_parameters())
                if (name.EndsWith("conv_offset.bias", StringComparison.Ordinal))
                    using (no_grad())
                        parameter.narrow(0, 18, 9).fill_(30); // a modulation of 1
        var images = randn(1, 3, 64, 64);
        foreach (var (expected, actual) in plain.call(images).Zip(deformable.call(images)))
            Assert.True((expected - actual).abs().max().item<float>() <= 1e-4f * expected.abs().max().item<float>());
    }

    [Fact]
    public void Steps_ManyTimes_LeaveNoTensorBehind()
    {
        using var model = new ResNet(Thin with { Deformable = DeformableKind.V2 });
        long before = 0;
        for (var i = 0; i < 5; i++)
        {
            using var scope = NewDisposeScope();
            model.zero_grad();
            model.call(randn(1, 3, 64, 64))[^1].sum().backward();
            if (i == 2)
                before = Tensor.TotalCount;
        }
        Assert.InRange(Tensor.TotalCount, 0, before);
    }

    [Fact]
    public void Config_OutOfRange_SaysWhatIsExpected()
    {
        Assert.Contains("10, 18, 34, 50, 101 or 152, got 20", Assert.Throws<ArgumentException>(() => new ResNet(new ResNetConfig { Depth = 20 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ResNet(ResNetConfig.ResNet50 with { LastStage = 1 }));
        Assert.Throws<ArgumentException>(() => new ResNet(ResNetConfig.ResNet10 with { Groups = 2 }));
        Assert.Throws<ArgumentException>(() => new ResNetClassifier(ResNetConfig.ResNet50 with { LastStage = 4 }, 10));
    }

    private static ResNetConfig Thin => ResNetConfig.ResNet50 with { WidthMultiplier = 0.25 };
}

using System.Text.Json;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Libtorch.Tests.Nn;

public class LayerTests
{
    private sealed record Case(long[] Input, Func<Module<Tensor, Tensor>> Make, bool Train = true, long[]? OutputSize = null);

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["conv2d"] = new([2, 3, 7, 6], () => Conv2d(3, 4, 3, stride: 2, padding: 1)),
        ["conv2d groups dilation"] = new([2, 4, 6, 7], () => Conv2d(4, 6, (3, 2), (1, 2), (2, 1), (2, 1), groups: 2, bias: false)),
        ["conv2d same"] = new([2, 3, 5, 6], () => Conv2d(3, 4, (3, 2), Padding.Same)),
        ["conv2d valid"] = new([2, 3, 5, 6], () => Conv2d(3, 4, 3, Padding.Valid)),
        ["conv2d reflect"] = new([2, 3, 5, 6], () => Conv2d(3, 4, (3, 3), padding: (1, 2), padding_mode: PaddingModes.Reflect)),
        ["conv2d circular same"] = new([2, 3, 5, 6], () => Conv2d(3, 2, (2, 3), Padding.Same, padding_mode: PaddingModes.Circular)),
        ["conv transpose"] = new([2, 4, 3, 3], () => ConvTranspose2d(4, 6, 2, stride: 2)),
        ["conv transpose output size"] = new([2, 4, 3, 3], () => ConvTranspose2d(4, 6, 3, stride: 2, padding: 1, groups: 2),
            OutputSize: [6, 5]),
        ["linear"] = new([4, 5], () => Linear(5, 3)),
        ["linear without bias"] = new([2, 4, 5], () => Linear(5, 3, hasBias: false)),
        ["batch norm"] = new([4, 3, 2, 2], () => BatchNorm2d(3, eps: 1e-3, momentum: 0.2)),
        ["batch norm eval"] = new([4, 3, 2, 2], () => BatchNorm2d(3), Train: false),
        ["batch norm plain"] = new([4, 3, 2, 2], () => BatchNorm2d(3, affine: false, track_running_stats: false), Train: false),
        ["group norm"] = new([3, 4, 2, 2], () => GroupNorm(2, 4)),
        ["relu"] = new([3, 4], () => ReLU()),
        ["sigmoid"] = new([3, 4], () => Sigmoid()),
        ["softmax"] = new([3, 4], () => Softmax(1)),
        ["flatten"] = new([2, 3, 2, 2], () => Flatten()),
        ["max pool"] = new([2, 2, 7, 6], () => MaxPool2d(3, 2, 1)),
        ["avg pool"] = new([2, 2, 7, 6], () => AvgPool2d(3, 2, 1, count_include_pad: false)),
        ["adaptive avg pool"] = new([2, 2, 7, 6], () => AdaptiveAvgPool2d((2, 3))),
        ["upsample nearest"] = new([1, 2, 3, 4], () => Upsample(scale_factor: [2])),
        ["upsample bilinear"] = new([1, 2, 3, 4], () => Upsample(size: [5, 7], mode: UpsampleMode.Bilinear, align_corners: true)),
    };

    public static TheoryData<string, string> Names => Peer.NamesAndDevices("layers");

    [Theory]
    [MemberData(nameof(Names))]
    public void Layer_ForwardAndBackward_EqualsPython(string name, string deviceName)
    {
        var device = Peer.DeviceOrSkip(deviceName);
        var expected = Peer.Case("layers", name);
        var (shape, make, train, outputSize) = Cases[name];
        using var scope = NewDisposeScope();
        using var layer = make().to(device);
        SetRamps(layer);
        layer.train(train);
        var x = Peer.Ramp(shape, device: device).requires_grad_();
        var y = outputSize is null ? layer.call(x) : ((Modules.ConvTranspose2d)layer).forward(x, outputSize);
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), y.shape);
        y.backward([Peer.Ramp(y.shape, 2, device)]);
        Peer.Equal(expected.GetProperty("output"), y, "output");
        Peer.Equal(expected.GetProperty("inputGrad"), x.grad, "gradient of the input");
        Compare(expected.GetProperty("grads"), layer.named_parameters().Select(p => (p.name, p.parameter.grad)));
        Compare(expected.GetProperty("buffers"), layer.named_buffers().Select(b => (b.name, (Tensor?)b.buffer)));
    }

    [Fact]
    public void Conv2d_WrongChannels_SaysWhatItTakes()
    {
        using var conv = Conv2d(3, 4, 3);
        using var input = zeros([1, 2, 5, 5]);
        var e = Assert.Throws<ArgumentException>(() => conv.call(input));
        Assert.Contains("C = 3", e.Message, StringComparison.Ordinal);
        Assert.Contains("[1, 2, 5, 5]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Conv2d_BiasSetToNull_LeavesTheRegistry()
    {
        using var conv = Conv2d(3, 4, 3);
        conv.bias = null;
        Assert.Equal(["weight"], conv.state_dict().Keys);
    }

    [Fact]
    public void ConvTranspose2d_ImpossibleOutputSize_Throws()
    {
        using var conv = ConvTranspose2d(1, 1, 2, stride: 2);
        using var input = zeros([1, 1, 3, 3]);
        Assert.Throws<ArgumentException>(() => conv.forward(input, [9, 6]));
    }

    [Fact]
    public void BatchNorm2d_MomentumNull_AveragesAllBatches()
    {
        using var scope = NewDisposeScope();
        using var norm = BatchNorm2d(1);
        norm.momentum = null;
        norm.call(full([2, 1, 1, 1], 2.0));
        norm.call(full([2, 1, 1, 1], 4.0));
        norm.call(full([2, 1, 1, 1], 9.0));
        Assert.Equal(5, norm.running_mean!.ToDouble(), 5);
        Assert.Equal(3, norm.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void BatchNorm2d_Eval_LeavesTheStatistics()
    {
        using var scope = NewDisposeScope();
        using var norm = BatchNorm2d(2);
        norm.eval();
        norm.call(ones([3, 2, 2, 2]));
        Assert.Equal([0, 0], Peer.Numbers(norm.running_mean!));
        Assert.Equal(0, norm.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void BatchNorm2d_OneValuePerChannel_ThrowsInTrainingOnly()
    {
        using var scope = NewDisposeScope();
        using var norm = BatchNorm2d(2);
        var single = ones([1, 2, 1, 1]);
        Assert.Throws<ArgumentException>(() => norm.call(single));
        norm.eval();
        Assert.Equal([1L, 2, 1, 1], norm.call(single).shape);
    }

    [Fact]
    public void Dropout_Training_ZeroesAndScales()
    {
        using var scope = NewDisposeScope();
        using var dropout = Dropout(0.75);
        var values = Peer.Numbers(dropout.call(ones([4000])));
        Assert.All(values, v => Assert.True(v is 0 or 4));
        Assert.InRange(values.Count(v => v != 0), 850, 1150);
        dropout.eval();
        Assert.All(Peer.Numbers(dropout.call(ones([100]))), v => Assert.Equal(1, v));
    }

    [Fact]
    public void ReLU_InPlace_ChangesItsInputAndReturnsAnAlias()
    {
        using var scope = NewDisposeScope();
        using var relu = ReLU(inplace: true);
        var x = tensor(new[] { -1f, 2f });
        var y = relu.call(x);
        Assert.NotSame(x, y);
        Assert.Equal([0, 2], Peer.Numbers(x));
        x.Dispose();
        Assert.Equal([0, 2], Peer.Numbers(y));
    }

    [Fact]
    public void Layers_MadeInsideAScope_OutliveIt()
    {
        Module<Tensor, Tensor> net;
        using (NewDisposeScope())
            net = Sequential(Conv2d(1, 2, 1), BatchNorm2d(2), GroupNorm(1, 2), Linear(3, 3));
        Assert.All(net.state_dict().Values, value => Assert.False(value.IsInvalid));
        net.Dispose();
    }

    [Fact]
    public void MaxPool2d_WithIndices_TellsPlacesInThePlane()
    {
        using var scope = NewDisposeScope();
        using var pool = MaxPool2d(2);
        var (values, indices) = pool.forward_with_indices(tensor(new float[] { 1, 5, 2, 0, 3, 4, 9, 8 }, [1, 1, 2, 4]));
        Assert.Equal([5, 9], Peer.Numbers(values));
        Assert.Equal([1, 6], Peer.Numbers(indices));
    }

    [Fact]
    public void Losses_Modules_AgreeWithTheFunctions()
    {
        using var scope = NewDisposeScope();
        var x = Peer.Ramp([3, 4]);
        var t = functional.sigmoid(Peer.Ramp([3, 4], 1));
        var w = tensor(new[] { 0.5f, 1f, 2f, 4f });
        var labels = tensor(new long[] { 1, 3, 0 });
        Assert.Equal(functional.cross_entropy(x, labels, w, 3).ToDouble(), CrossEntropyLoss(w, 3).call(x, labels).ToDouble());
        Assert.Equal(functional.binary_cross_entropy_with_logits(x, t, w, Reduction.Sum, w).ToDouble(),
            BCEWithLogitsLoss(w, Reduction.Sum, w).call(x, t).ToDouble());
        Assert.Equal(functional.smooth_l1_loss(x, t, Reduction.Sum, 0.3).ToDouble(), SmoothL1Loss(Reduction.Sum, 0.3).call(x, t)
            .ToDouble());
    }

    internal static void SetRamps(Module module)
    {
        using var mode = no_grad();
        foreach (var (parameter, k) in module.parameters().Zip(Enumerable.Range(3, int.MaxValue - 3)))
            parameter.copy_(Peer.Ramp(parameter.shape, k));
    }

    private static void Compare(JsonElement expected, IEnumerable<(string Name, Tensor? Value)> actual)
    {
        var values = actual.ToList();
        Assert.Equal(expected.EnumerateObject().Select(entry => entry.Name), values.Select(entry => entry.Name));
        foreach (var (name, value) in values)
            Peer.Equal(expected.GetProperty(name), value, name);
    }
}

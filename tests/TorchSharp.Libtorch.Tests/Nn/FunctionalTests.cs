using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Libtorch.Tests.Nn;

public class FunctionalTests
{
    private static readonly long[] Labels = [2, 0, 3, 1];
    private static readonly float[] Weights = [0.5f, 1, 2, 0.25f];

    private sealed record Case(Func<Tensor[], Tensor> Apply, params long[][] Shapes);

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["bce with logits"] = new(x => F.binary_cross_entropy_with_logits(x[0], F.sigmoid(x[1]), WeightsLike(x[0]), Reduction.None,
            WeightsLike(x[0])), [3, 4], [3, 4]),
        ["bce"] = new(x => F.binary_cross_entropy(F.sigmoid(x[0]), F.sigmoid(x[1]).detach()), [3, 4], [3, 4]),
        ["cross entropy"] = new(x => F.cross_entropy(x[0], LabelsLike(x[0]), WeightsLike(x[0])), [4, 4]),
        ["cross entropy smoothed"] = new(x => F.cross_entropy(x[0], LabelsLike(x[0]), ignore_index: 3, reduction: Reduction.Sum,
            label_smoothing: 0.1), [4, 4]),
        ["cross entropy probabilities"] = new(x => F.cross_entropy(x[0], F.softmax(x[1], 1).detach(), reduction: Reduction.None), [4, 4],
            [4, 4]),
        ["nll"] = new(x => F.nll_loss(x[0], LabelsLike(x[0]), WeightsLike(x[0]), Reduction.None), [4, 4]),
        ["smooth l1"] = new(x => F.smooth_l1_loss(x[0], x[1], Reduction.None, 0.5), [3, 4], [3, 4]),
        ["l1"] = new(x => F.l1_loss(x[0], x[1], Reduction.Sum), [3, 4], [3, 4]),
        ["mse"] = new(x => F.mse_loss(x[0], x[1]), [3, 4], [3, 4]),
        ["huber"] = new(x => F.huber_loss(x[0], x[1], 0.7), [3, 4], [3, 4]),
        ["kl div"] = new(x => F.kl_div(F.log_softmax(x[0], 1), F.log_softmax(x[1], 1), reduction: Reduction.Sum), [3, 4], [3, 4]),
        ["log softmax"] = new(x => F.log_softmax(x[0], 0), [3, 4]),
        ["interpolate bilinear"] = new(x => F.interpolate(x[0], scale_factor: [1.5, 2], mode: InterpolationMode.Bilinear), [1, 2, 4, 3]),
        ["interpolate recompute"] = new(x => F.interpolate(x[0], scale_factor: [1.7], mode: InterpolationMode.Bilinear,
            recompute_scale_factor: true), [1, 2, 4, 3]),
        ["interpolate bicubic"] = new(x => F.interpolate(x[0], [7, 5], mode: InterpolationMode.Bicubic, align_corners: true), [1, 2, 4, 3]),
        ["interpolate antialias"] = new(x => F.interpolate(x[0], [2, 3], mode: InterpolationMode.Bilinear, antialias: true), [1, 2, 6, 5]),
        ["interpolate area"] = new(x => F.interpolate(x[0], [2, 2], mode: InterpolationMode.Area), [1, 2, 6, 5]),
        ["interpolate linear"] = new(x => F.interpolate(x[0], [5], mode: InterpolationMode.Linear), [1, 2, 3]),
        ["interpolate nearest 3d"] = new(x => F.interpolate(x[0], [2, 3, 4]), [1, 1, 3, 2, 2]),
        ["interpolate nearest exact"] = new(x => F.interpolate(x[0], [3, 5], mode: InterpolationMode.NearestExact), [1, 1, 4, 4]),
        ["pad constant"] = new(x => F.pad(x[0], (1, 2, 0, 1), value: 0.5), [1, 2, 3, 4]),
        ["pad reflect"] = new(x => F.pad(x[0], (1, 2, 0, 1), PaddingModes.Reflect), [1, 2, 3, 4]),
        ["pad replicate"] = new(x => F.pad(x[0], (1, 2), PaddingModes.Replicate), [1, 2, 4]),
        ["grid sample"] = new(x => F.grid_sample(x[0], x[1]), [1, 2, 4, 5], [1, 3, 3, 2]),
        ["grid sample border"] = new(x => F.grid_sample(x[0], x[1], padding_mode: GridSamplePaddingMode.Border, align_corners: true),
            [1, 2, 4, 5], [1, 3, 3, 2]),
        ["grid sample reflection"] = new(x => F.grid_sample(x[0], x[1], padding_mode: GridSamplePaddingMode.Reflection,
            align_corners: true), [1, 2, 4, 5], [1, 3, 3, 2]),
        ["grid sample nearest"] = new(x => F.grid_sample(x[0], x[1], GridSampleMode.Nearest), [1, 2, 4, 5], [1, 3, 3, 2]),
        ["affine grid"] = new(x => F.affine_grid(x[0], [2, 3, 4, 5], align_corners: true), [2, 2, 3]),
        ["normalize"] = new(x => F.normalize(x[0], 3, 0), [3, 4]),
        ["unfold"] = new(x => F.unfold(x[0], (2, 3), (1, 1), (1, 1), (2, 1)), [1, 2, 4, 5]),
        ["fold"] = new(x => F.fold(x[0], 4, 2, stride: 2), [1, 8, 4]),
        ["batch norm"] = new(x => F.batch_norm(x[0], null, null, x[1], x[2], training: true), [4, 3, 2, 2], [3], [3]),
    };

    public static TheoryData<string, string> Names => Peer.NamesAndDevices("functions");

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_ForwardAndBackward_EqualsPython(string name, string deviceName)
    {
        var device = Peer.DeviceOrSkip(deviceName);
        var expected = Peer.Case("functions", name);
        using var scope = NewDisposeScope();
        var inputs = Cases[name].Shapes.Select((shape, i) => Peer.Ramp(shape, 5 * i, device).requires_grad_()).ToArray();
        var y = Cases[name].Apply(inputs);
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), y.shape);
        y.backward([Peer.Ramp(y.shape, 2, device)]);
        Peer.Equal(expected.GetProperty("output"), y, "output");
        foreach (var (gradient, i) in expected.GetProperty("grads").EnumerateArray().Select((gradient, i) => (gradient, i)))
            Peer.Equal(gradient, inputs[i].grad, $"gradient of input {i}");
    }

    [Fact]
    public void OneHot_Indices_MarksThem()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0, 0, 1, 1, 0, 0], Peer.Numbers(F.one_hot(tensor(new long[] { 2, 0 }))));
        Assert.Equal([2L, 5], F.one_hot(tensor(new long[] { 2, 0 }), 5).shape);
    }

    [Fact]
    public void ScaledDotProductAttention_Causal_LooksBackOnly()
    {
        using var scope = NewDisposeScope();
        var query = zeros([1, 3, 2]);
        var value = tensor(new float[] { 3, 9, 6 }, [1, 3, 1]);
        Assert.Equal([3, 6, 6], Peer.Numbers(F.scaled_dot_product_attention(query, query, value, is_casual: true))
            .Select(v => Math.Round(v, 5)));
        Assert.Equal([6, 6, 6], Peer.Numbers(F.scaled_dot_product_attention(query, query, value)).Select(v => Math.Round(v, 5)));
        var second = tensor(new[] { false, true, false }, [1, 1, 3]);
        Assert.Equal([9, 9, 9], Peer.Numbers(F.scaled_dot_product_attention(query, query, value, second)));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void Dropout_ExtremeProbabilities_KeepAllOrNothing(double p)
    {
        using var scope = NewDisposeScope();
        Assert.All(Peer.Numbers(F.dropout(ones([50]), p)), v => Assert.Equal(1 - p, v));
        Assert.All(Peer.Numbers(F.dropout(ones([50]), p, training: false)), v => Assert.Equal(1, v));
    }

    [Fact]
    public void BinaryCrossEntropy_OtherShape_IsRefused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => F.binary_cross_entropy_with_logits(zeros([2, 3]), zeros([3])));
    }

    [Fact]
    public void Interpolate_WrongArguments_SayWhy()
    {
        using var scope = NewDisposeScope();
        var x = zeros([1, 1, 4, 4]);
        Assert.Throws<ArgumentException>(() => F.interpolate(x));
        Assert.Throws<ArgumentException>(() => F.interpolate(x, [2, 2], [0.5]));
        Assert.Throws<ArgumentException>(() => F.interpolate(x, [2, 2], align_corners: true));
        Assert.Throws<ArgumentException>(() => F.interpolate(x, [2, 2, 2]));
        Assert.Throws<ArgumentException>(() => F.interpolate(x, [2], mode: InterpolationMode.Linear));
    }

    private static Tensor LabelsLike(Tensor other) => tensor(Labels).to(other.device);

    private static Tensor WeightsLike(Tensor other) => tensor(Weights).to(other.device);
}

using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Libtorch.Tests.Nn;

public class InitTests
{
    private static readonly Dictionary<string, (long Seed, Func<Module> Make)> Layers = new()
    {
        ["conv2d"] = (0, () => Conv2d(3, 4, 3)),
        ["conv2d groups"] = (1, () => Conv2d(4, 6, (1, 3), groups: 2, bias: false)),
        ["conv transpose"] = (2, () => ConvTranspose2d(4, 6, 2, stride: 2)),
        ["linear"] = (3, () => Linear(5, 3)),
        ["sequence"] = (4, () => Sequential(Linear(4, 4), BatchNorm2d(4), Conv2d(4, 4, 1))),
    };

    private static readonly Dictionary<string, (long Seed, long[] Shape, Func<Tensor, Tensor> Fill)> Draws = new()
    {
        ["kaiming normal"] = (0, [4, 3, 3, 3], t => init.kaiming_normal_(t, mode: init.FanInOut.FanOut,
            nonlinearity: init.NonlinearityType.ReLU)),
        ["kaiming uniform"] = (1, [4, 6], t => init.kaiming_uniform_(t, a: 1)),
        ["xavier normal"] = (2, [4, 6], t => init.xavier_normal_(t, 1.5)),
        ["xavier uniform"] = (3, [4, 6], t => init.xavier_uniform_(t)),
        ["normal"] = (4, [20], t => init.normal_(t, 0.5, 0.01)),
        ["uniform"] = (5, [20], t => init.uniform_(t, -3, 2)),
        ["trunc normal"] = (6, [20], t => init.trunc_normal_(t, 0.1, 0.5, -0.6, 0.7)),
    };

    public static TheoryData<string> LayerNames => Peer.Names("initial");

    public static TheoryData<string> DrawNames => Peer.Names("drawn");

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void Layer_EqualSeeds_DrawsPythonsWeights(string name)
    {
        var (seed, make) = Layers[name];
        manual_seed(seed);
        using var module = make();
        var expected = Peer.Case("initial", name);
        Assert.Equal(expected.EnumerateObject().Select(p => p.Name), module.named_parameters().Select(p => p.name));
        foreach (var (path, parameter) in module.named_parameters())
            Peer.Same(expected.GetProperty(path), parameter, path);
    }

    [Theory]
    [MemberData(nameof(DrawNames))]
    public void Init_EqualSeeds_DrawsPythonsValues(string name)
    {
        var (seed, shape, fill) = Draws[name];
        manual_seed(seed);
        using var filled = empty(shape);
        Assert.Same(filled, fill(filled));
        Peer.Same(Peer.Case("drawn", name), filled, name);
    }

    [Theory]
    [InlineData("uniform")]
    [InlineData("normal")]
    [InlineData("trunc normal")]
    public void Draw_OwnGenerator_LeavesTheDefaultOneAlone(string name)
    {
        Func<Tensor, Generator?, Tensor> draw = name switch
        {
            "uniform" => (t, generator) => init.uniform_(t, generator: generator!),
            "normal" => (t, generator) => init.normal_(t, generator: generator!),
            _ => (t, generator) => init.trunc_normal_(t, generator: generator!),
        };
        manual_seed(7);
        using var expected = draw(empty([4]), null);
        manual_seed(7);
        using var own = new Generator(7);
        using var first = draw(empty([4]), own);
        using var second = draw(empty([4]), null);
        Assert.Equal(Peer.Numbers(expected), Peer.Numbers(first));
        Assert.Equal(Peer.Numbers(expected), Peer.Numbers(second));
    }

    [Fact]
    public void FanInAndFanOut_Kernel_MultipliesByItsSize()
    {
        using var weight = empty([6, 4, 3, 2]);
        Assert.Equal((24, 36), init.CalculateFanInAndFanOut(weight));
        using var vector = empty([6]);
        Assert.Throws<ArgumentException>(() => init.CalculateFanInAndFanOut(vector));
    }

    [Theory]
    [InlineData(init.NonlinearityType.ReLU, 0, 1.4142135623730951)]
    [InlineData(init.NonlinearityType.LeakyReLU, 2, 0.6324555320336759)]
    [InlineData(init.NonlinearityType.Tanh, 0, 1.6666666666666667)]
    [InlineData(init.NonlinearityType.Conv2D, 0, 1.0)]
    public void Gain_OfNonlinearity_IsPythons(init.NonlinearityType nonlinearity, double parameter, double expected) =>
        Assert.Equal(expected, init.calculate_gain(nonlinearity, parameter), 15);

    [Fact]
    public void Constant_LeafThatRequiresGrad_IsFilledWithoutGraph()
    {
        using var weight = Parameter(zeros([3]));
        init.constant_(weight, 2.5);
        Assert.True(weight.is_leaf && weight.requires_grad);
        Assert.Equal([2.5, 2.5, 2.5], Peer.Numbers(weight));
    }
}

using System.Globalization;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Libtorch.Tests.Nn;

public class UtilsTests
{
    [Theory]
    [InlineData("2", 1.5)]
    [InlineData("1", 4.0)]
    [InlineData("inf", 0.5)]
    [InlineData("loose", 1000.0)]
    public void ClipGradNorm_Gradients_EqualsPython(string name, double most)
    {
        using var scope = NewDisposeScope();
        var expected = Peer.Case("clipped", name);
        var order = name switch
        {
            "inf" => double.PositiveInfinity,
            "loose" => 2,
            _ => double.Parse(name, CultureInfo.InvariantCulture),
        };
        Parameter[] parameters = [Parameter(Peer.Ramp([3, 4])), Parameter(Peer.Ramp([5], 1)), Parameter(Peer.Ramp([2], 2))];
        parameters[0].grad = Peer.Ramp([3, 4]);
        parameters[1].grad = Peer.Ramp([5], 1);
        Assert.Equal(expected.GetProperty("norm").GetDouble(), utils.clip_grad_norm_(parameters, most, order), 5);
        for (var i = 0; i < 2; i++)
            Peer.Equal(expected.GetProperty("grads")[i], parameters[i].grad, $"gradient {i}");
        Assert.Null(parameters[2].grad);
    }

    [Fact]
    public void ClipGradNorm_NoGradients_IsZero()
    {
        using var parameter = Parameter(ones([2]));
        Assert.Equal(0, utils.clip_grad_norm_([parameter], 1));
    }

    [Fact]
    public void ClipGradValue_Gradients_AreLimited()
    {
        using var scope = NewDisposeScope();
        var parameter = Parameter(zeros([3]));
        parameter.grad = tensor(new[] { -3f, 0.5f, 2f });
        utils.clip_grad_value_([parameter], 1);
        Assert.Equal([-1, 0.5, 1], Peer.Numbers(parameter.grad!));
    }

    [Fact]
    public void ParametersAndVector_RoundTrip()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [Parameter(Peer.Ramp([2, 3])), Parameter(Peer.Ramp([2], 1))];
        var vector = utils.parameters_to_vector(parameters);
        Assert.Equal(Peer.Numbers(Peer.Ramp([2, 3])).Concat(Peer.Numbers(Peer.Ramp([2], 1))), Peer.Numbers(vector));
        utils.vector_to_parameters(arange(8, ScalarType.Float32), parameters);
        Assert.Equal([0, 1, 2, 3, 4, 5], Peer.Numbers(parameters[0]));
        Assert.Equal([6, 7], Peer.Numbers(parameters[1]));
        Assert.True(parameters[0].is_leaf);
        Assert.Throws<ArgumentException>(() => utils.vector_to_parameters(zeros([9]), parameters));
    }
}

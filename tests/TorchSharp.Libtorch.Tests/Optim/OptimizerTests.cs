using TorchSharp.Libtorch.Tests.Nn;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Optim;

public class OptimizerTests
{
    private static Parameter NewParameter(params float[] values)
    {
        var parameter = new Parameter(tensor(values));
        parameter.grad = ones_like(parameter);
        return parameter;
    }

    [Fact]
    public void Step_WorkedByHand_FollowsTheRule()
    {
        using var scope = NewDisposeScope();
        var p = NewParameter(2f);
        using var sgd = optim.SGD([p], 0.5, momentum: 0.5, weight_decay: 0.25);
        sgd.step(); // g = 1 + 0.25 * 2 = 1.5; b = 1.5; p = 2 - 0.75
        Assert.Equal(1.25, p.ToDouble());
        sgd.step(); // g = 1 + 0.25 * 1.25 = 1.3125; b = 0.75 + 1.3125 = 2.0625; p = 1.25 - 1.03125
        Assert.Equal(0.21875, p.ToDouble());
        Assert.Equal(1, p.grad!.ToDouble());
    }

    [Fact]
    public void Step_Closure_IsEvaluatedWithGradients()
    {
        using var scope = NewDisposeScope();
        var p = NewParameter(3f);
        using var sgd = optim.SGD([p], 0.5);
        using (no_grad())
        {
            var loss = sgd.step(() =>
            {
                sgd.zero_grad();
                var value = (p * p).sum();
                value.backward();
                return value;
            });
            Assert.Equal(9, loss.ToDouble());
        }
        Assert.Equal(0, p.ToDouble());
    }

    [Fact]
    public void Step_ManyTimes_LeavesNoTensorsBehind()
    {
        using var scope = NewDisposeScope();
        using var sgd = optim.SGD([NewParameter(1f, 2f), NewParameter(3f)], 0.1, momentum: 0.9, weight_decay: 0.1, nesterov: true);
        sgd.step();
        var before = scope.DisposablesCount;
        var total = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 5; i++)
        {
            sgd.step();
            sgd.zero_grad();
        }
        Assert.Equal(before, scope.DisposablesCount);
        Assert.Equal(total, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Step_InsideAScope_KeepsTheMomentum()
    {
        using var scope = NewDisposeScope();
        var p = NewParameter(0f);
        using var sgd = optim.SGD([p], 1, momentum: 0.5);
        using (NewDisposeScope())
            sgd.step();
        using (NewDisposeScope())
            sgd.step();
        Assert.Equal(-1 - 1.5, p.ToDouble());
    }

    [Fact]
    public void ZeroGrad_Gradients_BecomeZerosAndNullStaysNull()
    {
        using var scope = NewDisposeScope();
        var (p, q) = (NewParameter(1f, 2f), NewParameter(3f));
        q.grad = null;
        using var sgd = optim.SGD([p, q], 0.1);
        sgd.zero_grad();
        Assert.Equal([0, 0], Peer.Numbers(p.grad!));
        Assert.Null(q.grad);
    }

    [Fact]
    public void ParamGroups_OwnOptions_OverrideTheDefaults()
    {
        using var scope = NewDisposeScope();
        using var sgd = optim.SGD([new SGD.ParamGroup([NewParameter(1f)], new SGD.Options { LearningRate = 0.5 })], 0.1, momentum: 0.9);
        sgd.add_param_group(new SGD.ParamGroup([NewParameter(2f)], new SGD.Options { momentum = 0 }));
        var groups = sgd.ParamGroups.ToList();
        Assert.Equal([0.5, 0.1], groups.Select(group => group.LearningRate));
        Assert.Equal([0.9, 0], groups.Select(group => ((SGD.Options)((ParamGroup)group).Options).momentum!.Value));
        groups[0].LearningRate = 0.25;
        sgd.step();
        Assert.Equal([0.75, 1.9], sgd.parameters().Select(p => Math.Round(p.ToDouble(), 6)));
        Assert.Equal(0.5, groups[0].InitialLearningRate);
    }

    [Fact]
    public void Factories_NamedParameters_TakeThemInOrder()
    {
        using var line = nn.Linear(2, 1);
        using var sgd = optim.SGD(line.named_parameters(), 0.1);
        using var adam = optim.Adam(line.named_parameters());
        Assert.Equal<Parameter>([line.weight, line.bias!], sgd.parameters());
        Assert.Equal<Parameter>([line.weight, line.bias!], adam.parameters());
    }

    [Fact]
    public void Constructor_BadArguments_SaysWhich()
    {
        using var scope = NewDisposeScope();
        var p = NewParameter(1f);
        Assert.Throws<ArgumentException>(() => optim.SGD([p], -0.1));
        Assert.Throws<ArgumentException>(() => optim.SGD([p], 0.1, momentum: -1));
        Assert.Throws<ArgumentException>(() => optim.SGD([p], 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => optim.SGD([p], 0.1, momentum: 0.9, dampening: 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => optim.SGD([p, p], 0.1));
        Assert.Throws<ArgumentException>(() => optim.Adam([p], beta1: 1));
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void StateDict_SavedAndLoaded_ContinuesAsBefore(string kind)
    {
        using var scope = NewDisposeScope();
        var (p, q) = (NewParameter(1f, 2f), NewParameter(1f, 2f));
        using var first = Make(kind, p, 0.1);
        using var second = Make(kind, q, 0.7);
        first.step();
        using var file = new MemoryStream();
        first.save_state_dict(new BinaryWriter(file));
        file.Position = 0;
        second.load_state_dict(new BinaryReader(file));
        Assert.Equal(file.Length, file.Position);
        Assert.Equal(0.1, second.ParamGroups.Single().LearningRate);
        Assert.True(first.state_dict().State[0].ApproximatelyEquals(second.state_dict().State[0]));
        Continue(first, second, p, q);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void StateDict_InMemory_IsCopied(string kind)
    {
        using var scope = NewDisposeScope();
        var (p, q) = (NewParameter(1f, 2f), NewParameter(1f, 2f));
        using var second = Make(kind, q, 0.7);
        using (var first = Make(kind, p, 0.1))
        {
            first.step();
            second.load_state_dict(first.state_dict());
            Continue(first, second, p, q);
        }
        second.step();
        Assert.All(Peer.Numbers(q), v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void StateDict_OfGroups_TellsWhichStatesAreTheirs()
    {
        using var scope = NewDisposeScope();
        using var sgd = optim.SGD([new SGD.ParamGroup([NewParameter(1f), NewParameter(2f)]), new SGD.ParamGroup([NewParameter(3f)])], 0.1);
        var state = sgd.state_dict();
        Assert.Equal([[0, 1], [2]], state.StateIndexRef);
        Assert.Equal(3, state.State.Count);
    }

    [Fact]
    public void LoadStateDict_OfAnother_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var sgd = optim.SGD([NewParameter(1f)], 0.1);
        using var file = new MemoryStream();
        sgd.save_state_dict(new BinaryWriter(file));
        using var adam = optim.Adam([NewParameter(1f)]);
        Assert.Throws<InvalidDataException>(() => adam.load_state_dict(new BinaryReader(new MemoryStream(file.ToArray()))));
        using var two = optim.SGD([NewParameter(1f), NewParameter(2f)], 0.1);
        Assert.Throws<ArgumentException>(() => two.load_state_dict(new BinaryReader(new MemoryStream(file.ToArray()))));
        Assert.Throws<ArgumentException>(() => two.load_state_dict(sgd.state_dict()));
    }

    private static OptimizerHelper Make(string kind, Parameter parameter, double rate) =>
        kind == "sgd" ? optim.SGD([parameter], rate, momentum: 0.9) : optim.Adam([parameter], rate, amsgrad: true);

    private static void Continue(OptimizerHelper first, OptimizerHelper second, Parameter p, Parameter q)
    {
        using (no_grad())
            q.copy_(p);
        p.grad = tensor(new[] { 0.5f, -3f });
        q.grad = tensor(new[] { 0.5f, -3f });
        first.step();
        second.step();
        Assert.Equal(Peer.Numbers(p), Peer.Numbers(q));
    }
}

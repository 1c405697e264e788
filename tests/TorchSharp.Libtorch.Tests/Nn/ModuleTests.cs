using TorchSharp.Modules;
using TorchSharp.Utils;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Libtorch.Tests.Nn;

public class ModuleTests
{
    private sealed class Block : Module<Tensor, Tensor>
    {
        public readonly Linear first = Linear(2, 3);
        public readonly Parameter scale = Parameter(ones([3]));
        public readonly Tensor offset = zeros([3]);

        [ComponentName(Name = "last")]
        private readonly Linear _third = Linear(3, 2);

        public Block(bool register = true)
            : base(nameof(Block))
        {
            if (register)
                RegisterComponents();
        }

        public Linear Property { get; } = Linear(1, 1);

        public override Tensor forward(Tensor input) => _third.call(first.call(input) * scale + offset);
    }

    private sealed class Outer : Module<Tensor, Tensor>
    {
        private readonly Block inner = new(register: false);
        private readonly ModuleList<Linear> layers = ModuleList(Linear(1, 1), Linear(1, 2));

        public Outer()
            : base(nameof(Outer))
        {
            layers.Add(Linear(2, 2));
            RegisterComponents();
            layers.Add(Linear(3, 3));
        }

        public override Tensor forward(Tensor input) => inner.call(input);
    }

    private sealed class Plain() : ParameterLessModule<Tensor, Tensor>("Plain")
    {
        public override Tensor forward(Tensor input) => input.alias();
    }

    [Fact]
    public void RegisterComponents_Fields_TakeTheirNames()
    {
        using var block = new Block();
        Assert.Equal(["first", "last", "<Property>k__BackingField"], block.named_children().Select(child => child.name));
        Assert.Equal(
            ["scale", "first.weight", "first.bias", "last.weight", "last.bias", "<Property>k__BackingField.weight",
                "<Property>k__BackingField.bias"],
            block.named_parameters().Select(p => p.name));
        Assert.Equal(["offset"], block.named_buffers().Select(b => b.name));
    }

    [Fact]
    public void RegisterComponents_NotCalled_LeavesTheModuleEmptyUntilItHasAParent()
    {
        using var alone = new Block(register: false);
        Assert.Empty(alone.parameters());
        using var outer = new Outer();
        Assert.Contains("inner.first.weight", outer.state_dict().Keys);
    }

    [Fact]
    public void ModuleList_AddedToAfterRegistration_IsASnapshot()
    {
        using var outer = new Outer();
        Assert.Equal(["layers.0", "layers.1", "layers.2"], outer.named_modules().Select(m => m.name)
            .Where(name => name.StartsWith("layers.", StringComparison.Ordinal)));
    }

    [Fact]
    public void NamedModules_Nested_ExcludeSelfAndListChildrenFirst()
    {
        using var net = Sequential(("a", Sequential(Linear(1, 1))), ("b", Identity()));
        Assert.Equal(["a", "b", "a.0"], net.named_modules().Select(m => m.name));
        Assert.DoesNotContain(net, net.modules());
    }

    [Fact]
    public void StateDict_Order_IsParametersThenPersistentBuffers()
    {
        using var net = Sequential(("norm", BatchNorm2d(2)), ("line", Linear(2, 1)));
        Assert.Equal(
            ["norm.weight", "norm.bias", "line.weight", "line.bias", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked"],
                net.state_dict().Keys);
        Assert.Equal("x.norm.weight", net.state_dict(prefix: "x").Keys.First());
    }

    [Fact]
    public void Buffers_NonPersistent_StayOutOfTheState()
    {
        using var module = Sequential();
        module.register_buffer("kept", zeros([1]));
        module.register_buffer("scratch", zeros([1]), persistent: false);
        Assert.Equal(["kept"], module.state_dict().Keys);
        Assert.Equal(["kept"], module.named_buffers(include_nonpersistent: false).Select(b => b.name));
        Assert.Equal(["kept", "scratch"], module.named_buffers().Select(b => b.name));
    }

    [Fact]
    public void Parameters_SharedByTwoModules_AreListedOnce()
    {
        using var line = Linear(2, 2);
        using var net = Sequential(line, Linear(line.weight));
        Assert.Equal(["0.weight", "0.bias"], net.named_parameters().Select(p => p.name));
    }

    [Fact]
    public void GetParameter_DottedName_FindsIt()
    {
        using var net = Sequential(("a", Sequential(("b", Linear(2, 1)))), ("n", BatchNorm2d(1)));
        Assert.Same(net.parameters().First(), net.get_parameter("a.b.weight"));
        Assert.True(net.has_parameter("a.b.bias"));
        Assert.False(net.has_parameter("a.c.bias"));
        Assert.Null(net.get_parameter("weight"));
        Assert.NotNull(net.get_buffer("n.running_var"));
        Assert.False(net.has_buffer("n.weight"));
    }

    [Fact]
    public void RegisterModule_BadOrTakenNames_AreRefused()
    {
        using var net = Sequential();
        net.register_module("a", Linear(1, 1));
        Assert.Throws<InvalidOperationException>(() => net.register_module("a", Linear(1, 1)));
        Assert.Throws<ArgumentException>(() => net.register_module("a.b", Linear(1, 1)));
        Assert.Throws<ArgumentException>(() => net.register_module("", Linear(1, 1)));
        net.register_parameter("p", Parameter(zeros([1])));
        Assert.Throws<InvalidOperationException>(() => net.register_parameter("p", Parameter(zeros([1]))));
        Assert.Throws<InvalidOperationException>(() => new Plain().register_buffer("b", zeros([1])));
    }

    [Fact]
    public void Train_And_Eval_ReachAllModules()
    {
        using var net = Sequential(("a", Sequential(("b", Dropout()))), ("c", BatchNorm2d(1)));
        Assert.True(net.training);
        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Apply_Function_SeesChildrenBeforeParents()
    {
        using var net = Sequential(("a", Sequential(("b", Identity()))), ("c", Flatten()));
        var seen = new List<string>();
        Assert.Same(net, net.apply(module => seen.Add(module.GetName())));
        Assert.Equal(["Identity", "Sequential", "Flatten", "Sequential"], seen);
    }

    [Fact]
    public void ZeroGrad_SetToNone_DropsGradientsElseZeroes()
    {
        using var scope = NewDisposeScope();
        using var line = Linear(2, 1);
        line.call(ones([1, 2])).sum().backward();
        line.zero_grad(set_to_none: false);
        Assert.Equal([0, 0], Peer.Numbers(line.weight.grad!));
        line.zero_grad();
        Assert.Null(line.weight.grad);
    }

    [Fact]
    public void To_ElementType_ConvertsFloatingPointOnlyAndKeepsTheObjects()
    {
        using var net = Sequential(Linear(2, 1), BatchNorm2d(1));
        var weight = net.get_parameter("0.weight")!;
        Assert.Same(net, net.to(ScalarType.Float64));
        Assert.Same(weight, net.get_parameter("0.weight"));
        Assert.Equal(ScalarType.Float64, weight.dtype);
        Assert.True(weight.requires_grad && weight.is_leaf);
        Assert.Equal(ScalarType.Float64, net.get_buffer("1.running_mean")!.dtype);
        Assert.Equal(ScalarType.Int64, net.get_buffer("1.num_batches_tracked")!.dtype);
        Assert.Throws<ArgumentException>(() => net.to(ScalarType.Int64));
    }

    [Fact]
    public void To_ElementTypeOrDevice_KeepsGradientsAndTraining()
    {
        using var scope = NewDisposeScope();
        using var line = Linear(2, 1);
        line.call(ones([1, 2])).sum().backward();
        line.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, line.weight.grad!.dtype);
        using var optimizer = optim.SGD(line.parameters(), 0.5);
        line.to(ScalarType.Float32);
        var before = Peer.Numbers(line.weight);
        optimizer.step();
        Assert.Equal(before.Select(w => (double)(float)(w - 0.5)), Peer.Numbers(line.weight));
        line.call(ones([1, 2])).sum().backward();
        Assert.Equal([2, 2], Peer.Numbers(line.weight.grad!));
    }

    [Fact]
    public void To_Cuda_MovesEverythingAndTrainsThere()
    {
        var device = Peer.DeviceOrSkip("cuda");
        using var scope = NewDisposeScope();
        using var net = Sequential(Conv2d(1, 2, 1), BatchNorm2d(2)).to(device);
        Assert.All(net.state_dict().Values, value => Assert.True(value.is_cuda));
        net.call(rand([2, 1, 3, 3], device: device)).sum().backward();
        Assert.All(net.parameters(), parameter => Assert.True(parameter.grad!.is_cuda));
        net.cpu();
        Assert.All(net.parameters(), parameter => Assert.False(parameter.grad!.is_cuda));
    }

    [Fact]
    public void Dispose_Module_DisposesParametersBuffersAndChildren()
    {
        var net = Sequential(Linear(2, 1), BatchNorm2d(1));
        var tensors = net.state_dict().Values.ToList();
        net.Dispose();
        Assert.All(tensors, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void OwnFields_MadeInsideAScope_EndWithIt()
    {
        Block block;
        using (NewDisposeScope())
            block = new Block();
        Assert.True(block.scale.IsInvalid && block.offset.IsInvalid);
        Assert.False(block.first.weight.IsInvalid);
        block.Dispose();
    }

    [Fact]
    public void Parameter_OfTensor_TakesItOver()
    {
        using var data = ones([2]);
        using var parameter = new Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad && parameter.is_leaf);
        using var frozen = ones([2]).AsParameter();
        Assert.True(frozen.requires_grad);
    }

    [Fact]
    public void Parameter_OfComputedTensor_LeavesTheGraph()
    {
        using var leaf = ones([2]).requires_grad_();
        using var parameter = Parameter(leaf * 2);
        Assert.True(parameter.is_leaf && parameter.requires_grad);
        Assert.Equal([2, 2], Peer.Numbers(parameter));
    }
}

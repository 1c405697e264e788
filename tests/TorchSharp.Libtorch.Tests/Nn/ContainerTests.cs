using TorchSharp.Modules;
using TorchSharp.Utils;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Libtorch.Tests.Nn;

public class ContainerTests
{
    private sealed class Through() : Module<Tensor, Tensor>("Through")
    {
        public override Tensor forward(Tensor input) => input;
    }

    private sealed class Keeper() : Module<Tensor, Tensor>("Keeper")
    {
        public Tensor? Kept;

        public override Tensor forward(Tensor input)
        {
            Kept = input;
            return input + 1;
        }
    }

    private sealed class Own(params Module<Tensor, Tensor>[] modules) : Sequential(modules);

    [Fact]
    public void Sequential_Call_DisposesIntermediatesButNotTheInput()
    {
        using var scope = NewDisposeScope();
        var (first, second) = (new Keeper(), new Keeper());
        using var net = Sequential(first, second, new Keeper());
        var input = ones([1]);
        Assert.Equal(4, net.call(input).ToDouble());
        Assert.False(first.Kept!.IsInvalid);
        Assert.True(second.Kept!.IsInvalid);
    }

    [Fact]
    public void Sequential_Call_LeavesNothingBehindButItsResult()
    {
        using var net = Sequential(Conv2d(1, 2, 3, Padding.Same), BatchNorm2d(2), ReLU(inplace: true), Identity(), Flatten(),
            Linear(18, 3));
        using var scope = NewDisposeScope();
        var input = ones([2, 1, 3, 3]);
        using var result = net.call(input);
        Assert.Equal(2, scope.DisposablesCount);
    }

    [Fact]
    public void Sequential_ChildReturnsItsInput_KillsTheIntermediate()
    {
        using var scope = NewDisposeScope();
        using var net = Sequential(ReLU(), new Through(), ReLU());
        Assert.Throws<ObjectDisposedException>(() => net.call(ones([1])));
        using var fine = Sequential(ReLU(), Identity(), ReLU());
        Assert.Equal(1, fine.call(ones([1])).ToDouble());
    }

    [Fact]
    public void Sequential_Empty_ReturnsAnAlias()
    {
        using var scope = NewDisposeScope();
        var input = ones([1]);
        using var net = Sequential();
        Assert.NotSame(input, net.call(input));
    }

    [Fact]
    public void Sequential_NamesIndexesAndRanges_ShareTheModules()
    {
        using var net = Sequential(("a", Linear(1, 2)), ("b", ReLU()));
        net.append("c", Linear(2, 3)).append(Identity());
        Assert.Equal(["a", "b", "c", "3"], net.named_children().Select(child => child.name));
        Assert.Equal(4, net.Count);
        var middle = net[1..3];
        Assert.Equal(["b", "c"], middle.named_children().Select(child => child.name));
        Assert.Same(net[2], middle[1]);
        Assert.Equal(2, net[(2, null)].Count);
    }

    [Fact]
    public void Sequential_Factories_AreEquivalent()
    {
        var a = Identity();
        string[] expected = ["x"];
        Assert.Equal(expected, Sequential(("x", a)).named_children().Select(c => c.name));
        Assert.Equal(expected, Sequential(Tuple.Create("x", (Module<Tensor, Tensor>)a)).named_children().Select(c => c.name));
        Assert.Equal(expected, Sequential(new List<(string, Module<Tensor, Tensor>)> { ("x", a) }).named_children().Select(c => c.name));
        Assert.Equal(["0"], Sequential(new List<Module<Tensor, Tensor>> { a }).named_children().Select(c => c.name));
        Assert.Equal(["0"], new Own(a).named_children().Select(c => c.name));
    }

    [Fact]
    public void ModuleList_AsAList_KeepsItsItems()
    {
        var (a, b, c) = (Linear(1, 1), Linear(1, 2), Linear(1, 3));
        using var list = ModuleList(a);
        list.append(b);
        list.Insert(0, c);
        Assert.Equal([c, a, b], list);
        Assert.Equal(1, list.IndexOf(a));
        list.Remove(a);
        list[0] = a;
        Assert.Equal([a, b], list);
    }

    [Fact]
    public void ModuleDict_InAParent_RegistersByKey()
    {
        using var dictionary = ModuleDict(("one", Linear(1, 1)), ("two", Linear(1, 2)));
        using var parent = Sequential();
        parent.register_module("d", dictionary);
        Assert.Equal(["d.one.weight", "d.one.bias", "d.two.weight", "d.two.bias"], parent.state_dict().Keys);
        Assert.Equal(2, dictionary["two"].out_features);
        Assert.True(dictionary.TryGetValue("one", out var one));
        Assert.Same(dictionary[0].Item2, one);
    }

    [Fact]
    public void OrderedDict_Changes_KeepOrderAndPlaces()
    {
        var dictionary = new OrderedDict<string, int> { { "a", 1 }, { "b", 2 }, { "c", 3 } };
        dictionary.Remove("a");
        dictionary.Insert(1, ("d", 4));
        dictionary["b"] = 20;
        dictionary[2] = ("e", 5);
        Assert.Equal([("b", 20), ("d", 4), ("e", 5)], dictionary.Select<(string, int), (string, int)>(pair => pair));
        Assert.Equal(5, dictionary["e"]);
        Assert.False(dictionary.ContainsKey("c"));
        Assert.Throws<ArgumentException>(() => dictionary.Add("d", 0));
        Assert.Contains("b, d, e", Assert.Throws<KeyNotFoundException>(() => dictionary["c"]).Message, StringComparison.Ordinal);
    }
}

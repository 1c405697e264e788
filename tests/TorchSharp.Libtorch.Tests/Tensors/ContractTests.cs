using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Tensors;

/// <summary>What TorchSharp's callers rely on beyond values: wrappers, sharing, and the overloads that literals choose.</summary>
public sealed class ContractTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Conversions_ThatChangeNothing_GiveANewWrapperOfTheSameTensor()
    {
        var source = arange(4, ScalarType.Float32);
        foreach (var same in new[] { source.to(ScalarType.Float32), source.cpu(), source.to(CPU), source.to("cpu"), source.contiguous(), source.alias(), source.to(source), source.@float() })
        {
            Assert.NotSame(source, same);
            same.add_(1);
            same.Dispose();
        }
        Assert.Equal(8f, source[0].item<float>());
    }

    [Fact]
    public void To_WithCopyOrDispose_CopiesOrDisposes()
    {
        var source = zeros(2);
        source.to(ScalarType.Float32, copy: true).add_(1);
        Assert.Equal(0f, source[0].item<float>());
        source.to(ScalarType.Float64, disposeAfter: true);
        Assert.True(source.IsInvalid);
    }

    [Fact]
    public void InPlaceOperations_Return_ThisObject()
    {
        var t = ones(2, 2);
        Assert.Same(t, t.add_(1));
        Assert.Same(t, t.mul_(2).sub_(ones(2, 2)).clamp_(0, 10).fill_(3).zero_());
        Assert.Same(t, t.index_put_(5, TensorIndex.Single(0)));
        Assert.Same(t, t.normal_());
        Assert.Same(t, t.requires_grad_());
        Assert.Same(t, t.detach_());
    }

    [Fact]
    public void Literals_ChooseTheOverloadsOfTorchSharp()
    {
        var t = ones(2, 3);
        Assert.Equal(ScalarType.Byte, t.sum(0).dtype);
        Assert.Empty(t.sum(0).shape);
        Assert.Equal([3], t.sum(0L).shape);
        Assert.Equal([2], t.sum(1).shape);
        Assert.Equal([3], t.sum(dim: 0).shape);
        Assert.Equal([1, 3], t.sum(0, true).shape);
        Assert.Equal([2], t.norm(1).shape);
        Assert.Empty(t.norm(1f).shape);
        Assert.Equal([1, 3], t.split(1, 0)[0].shape);
        Assert.Equal(2, t.split(1L, 1L).Length);
    }

    [Fact]
    public void Views_ShareTheirBase()
    {
        var t = zeros(2, 3);
        t.view(6)[4] = 1f;
        t.t()[0, 1] = 2f;
        t[.., 2].fill_(3);
        Assert.Equal([0f, 0, 3, 2, 1, 3], t.data<float>().ToArray());
    }

    [Fact]
    public void Equality_ByOperator_IsElementwise()
    {
        var (a, b) = (tensor(new[] { 1, 2 }), tensor(new[] { 1, 3 }));
        Assert.Equal([true, false], (a == b).data<bool>().ToArray());
        Assert.False(a.Equals(b));
        Assert.True(a.Equals(a.clone()));
        Assert.True(a.equal(a).all().ToBoolean());
        Assert.True(a.allclose(a) && !allclose(a.to(ScalarType.Float32), b.to(ScalarType.Float32)));
    }

    [Fact]
    public void Item_OfAnotherType_Throws()
    {
        Assert.Throws<ArgumentException>(() => tensor(1f).item<double>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Assert.Equal(1.0, tensor(1f).ToDouble());
        Assert.Equal(3, tensor(3.7).ToInt32());
        Assert.True(tensor(2).ToBoolean());
    }

    [Fact]
    public void Accessor_OfATransposedTensor_FollowsItsOrder()
    {
        var t = arange(6, ScalarType.Int32).view(2, 3).t();
        Assert.Equal([0, 3, 1, 4, 2, 5], t.data<int>().ToArray());
        Assert.Equal(4, t.data<int>()[1, 1]);
        Assert.Equal(5, ((int[,])t.data<int>().ToNDArray())[2, 1]);
    }

    [Fact]
    public void Out_OfAReduction_ReceivesTheResult()
    {
        var result = zeros(2);
        Assert.Same(result, tensor(new float[,] { { 1, 5 }, { 7, 2 } }).amax([1], @out: result));
        Assert.Equal([5f, 7], result.data<float>().ToArray());
        var permutation = zeros(4, ScalarType.Int64);
        randperm(4, permutation);
        Assert.Equal(6, permutation.sum().item<long>());
    }

    [Fact]
    public void ScatteredAssignment_ThroughAutograd_CarriesGradientsToTheValue()
    {
        var value = ones(2, requires_grad: true);
        var target = zeros(3, 2);
        target[1] = value;
        (target * 3).sum().backward();
        Assert.Equal([3f, 3], value.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Indices_BehindAMaskOfTwoDimensions_CountFromItsEnd()
    {
        var t = arange(12).view(2, 2, 3);
        var mask = TensorIndex.Tensor(tensor(new[,] { { true, false }, { false, true } }));
        Assert.Equal([1L, 10], t[mask, 1].data<long>().ToArray());
        Assert.Equal([1L, 2, 10, 11], t[mask, 1..].data<long>().ToArray());
        t[mask, ^1] = -1;
        Assert.Equal([0L, 1, -1, 3, 4, 5, 6, 7, 8, 9, 10, -1], t.data<long>().ToArray());
    }

    [Fact]
    public void Size_OfDimensions_ComparesAndJoins()
    {
        Size size = (2, 3);
        Assert.True(size == new Size([2, 3]) && size != new Size(2));
        Assert.Equal(6, size.numel());
        Assert.Equal([2, 3, 4], (size + new Size(4)).Shape);
        Assert.Equal(3, size.Slice(1, 2)[0]);
        Assert.Equal([2, 3], ones(3).expand(size).shape);
    }

    [Fact]
    public void MoveToOuter_OfSeveralTensors_MovesEach()
    {
        using var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        Tensor[] tensors = [zeros(1), zeros(2)];
        inner.MoveToOuter((IEnumerable<IDisposable>)tensors);
        var more = zeros(3);
        inner.MoveToOuter(tensors[0], tensors[1], more, zeros(4));
        inner.Dispose();
        Assert.All([.. tensors, more], tensor => Assert.True(outer.Contains(tensor)));
    }
}

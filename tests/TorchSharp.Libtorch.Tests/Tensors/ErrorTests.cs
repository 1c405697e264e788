using System.Runtime.InteropServices;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Tensors;

public sealed class ErrorTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData("aten::add")]
    [InlineData("aten::mm")]
    [InlineData("aten::view")]
    [InlineData("aten::cat")]
    [InlineData("aten::slice")]
    [InlineData("aten::select")]
    [InlineData("aten::index")]
    [InlineData("aten::sum")]
    [InlineData("aten::gather")]
    [InlineData("aten::sigmoid_")]
    [InlineData("aten::expand")]
    [InlineData("aten::copy_")]
    [InlineData("aten::zeros")]
    [InlineData("aten::linspace")]
    [InlineData("aten::bitwise_and")]
    [InlineData("aten::index_put_")]
    public void LibtorchErrors_NameTheOperator(string name)
    {
        var t = ones(2, 3);
        Action act = name switch
        {
            "aten::add" => () => t.add(ones(4)),
            "aten::mm" => () => t.mm(ones(2, 3)),
            "aten::view" => () => t.view(5),
            "aten::cat" => () => cat([t, ones(5, 5)]),
            "aten::slice" => () => { _ = t[TensorIndex.Slice(0, 2, 0)]; },
            "aten::select" => () => { _ = t[2, 0]; },
            "aten::index" => () => { _ = t[0, 0, 0]; },
            "aten::sum" => () => t.sum(7),
            "aten::gather" => () => t.gather(0, ones(2, 3)),
            "aten::sigmoid_" => () => ones(2, ScalarType.Int64).sigmoid_(),
            "aten::expand" => () => t.expand(3, 3),
            "aten::copy_" => () => t[0] = ones(2),
            "aten::zeros" => () => zeros(-1L),
            "aten::linspace" => () => linspace(0, 1, -3),
            "aten::bitwise_and" => () => { _ = t & t; },
            _ => () => t[tensor(new long[] { 0, 5 })] = 1f,
        };
        var error = Assert.Throws<ExternalException>(act);
        Assert.StartsWith(name, error.Message, StringComparison.Ordinal);
        Assert.Equal(6f, t.sum().item<float>());
    }

    [Fact]
    public void Masks_OfAnotherShape_Throw() =>
        Assert.Throws<ExternalException>(() => ones(2, 3)[tensor(new[] { true, false, true })]);

    [Fact]
    public void Cuda_WhereThereIsNone_Throws()
    {
        if (cuda.is_available())
            Assert.Skip("this machine has a CUDA device");
        Assert.StartsWith("aten::to", Assert.Throws<ExternalException>(() => ones(2).cuda()).Message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => zeros(2, device: CUDA));
    }

    [Fact]
    public void DisposedTensors_Throw_WhereverTheyAreUsed()
    {
        var gone = ones(2);
        gone.Dispose();
        gone.Dispose();
        Assert.True(gone.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => gone.add(1));
        Assert.Throws<ObjectDisposedException>(() => ones(2) + gone);
        Assert.Throws<ObjectDisposedException>(() => cat([ones(2), gone]));
        Assert.Throws<ObjectDisposedException>(() => gone.shape);
        Assert.Throws<ObjectDisposedException>(() => gone.dtype);
        Assert.Throws<ObjectDisposedException>(() => gone.item<float>());
        Assert.Throws<ObjectDisposedException>(() => gone.backward());
        Assert.Throws<ObjectDisposedException>(() => ones(2)[gone]);
        Assert.Throws<ObjectDisposedException>(() => gone.ToString());
    }

    [Fact]
    public void Scopes_DisposeWhatWasNotMovedOut()
    {
        Tensor inside, outside;
        using (NewDisposeScope())
        {
            inside = ones(2);
            outside = (inside + 1).MoveToOuterDisposeScope();
        }
        Assert.True(inside.IsInvalid);
        Assert.Equal(4f, outside.sum().item<float>());
    }

    [Fact]
    public void FailedAssignments_LeaveTheTensorUsable()
    {
        var t = zeros(2, 2);
        Assert.Throws<ExternalException>(() => t[TensorIndex.Tensor(tensor(new long[] { 0, 9 })), ..] = ones(2, 2));
        t.zero_()[0, 0] = 1f;
        Assert.Equal(1f, t.sum().item<float>());
    }

    [Fact]
    public void ScalarsThatAreMissing_Throw() =>
        Assert.Throws<ExternalException>(() => ones(2).clamp((Scalar?)null, (Scalar?)null));
}

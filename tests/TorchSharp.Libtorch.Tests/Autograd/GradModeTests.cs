using System.Runtime.InteropServices;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Autograd;

public class GradModeTests
{
    [Fact]
    public void NoGrad_Scope_RecordsNothing()
    {
        using var scope = NewDisposeScope();
        var x = ones([1]).requires_grad_();
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
                Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }
        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void SetGradEnabled_Disposed_RestoresWhatWas()
    {
        using (set_grad_enabled(false))
        {
            using (set_grad_enabled(true))
                Assert.True(is_grad_enabled());
            Assert.False(is_grad_enabled());
        }
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void NoGrad_DisposedTwice_RestoresOnce()
    {
        var first = no_grad();
        first.Dispose();
        using (no_grad())
        {
            first.Dispose();
            Assert.False(is_grad_enabled());
        }
    }

    [Fact]
    public async Task NoGrad_OtherThread_IsItsOwn()
    {
        using (no_grad())
            Assert.True(await Task.Factory.StartNew(is_grad_enabled, CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default));
    }

    [Fact]
    public void NoGrad_LeafChangedInPlace_IsAllowedThereOnly()
    {
        using var scope = NewDisposeScope();
        var x = ones([1]).requires_grad_();
        Assert.Throws<ExternalException>(() => x.add_(1));
        using (no_grad())
            x.add_(1);
        Assert.Equal(2, x.ToDouble());
        Assert.True(x.requires_grad);
    }

    [Fact]
    public void InferenceMode_Tensors_CannotEnterAGraph()
    {
        using var scope = NewDisposeScope();
        Tensor made;
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False(is_grad_enabled());
            made = ones([2]);
            using (inference_mode(false))
                Assert.False(is_inference_mode_enabled());
        }
        Assert.False(is_inference_mode_enabled());
        Assert.True(is_grad_enabled());
        var x = ones([2]).requires_grad_();
        Assert.Throws<ExternalException>(() => x * made);
        Assert.Throws<ExternalException>(() => made.add_(x));
    }
}

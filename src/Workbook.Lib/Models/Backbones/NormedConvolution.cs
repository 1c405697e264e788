using TorchSharp.Modules;
using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>
/// A convolution, its norm, an optional shortcut and ReLU as one step. A frozen norm is an affine map, so it is folded into the convolution's
/// weight at every call: no activation is written for it, nor kept for the backward pass, and nothing is cached that could go stale.
/// </summary>
internal static class NormedConvolution
{
    /// <summary><c>max(0, norm(convolution(x)) + shortcut)</c>.</summary>
    internal static Tensor Relu(Tensor x, Module<Tensor, Tensor> convolution, Module<Tensor, Tensor> norm, Tensor? shortcut = null)
    {
        using var scope = NewDisposeScope();
        if (norm is BatchNorm2d batch)
            return BatchNormRelu.Apply(convolution.call(x), batch, shortcut).MoveToOuterDisposeScope();
        var y = Linear(x, convolution, norm);
        return functional.relu(shortcut is null ? y : y.add_(shortcut), inplace: true).MoveToOuterDisposeScope();
    }

    /// <summary><c>norm(convolution(x))</c>.</summary>
    internal static Tensor Linear(Tensor x, Module<Tensor, Tensor> convolution, Module<Tensor, Tensor> norm)
    {
        using var scope = NewDisposeScope();
        if (norm is not FrozenBatchNorm2d frozen)
            return norm.call(convolution.call(x)).MoveToOuterDisposeScope();
        var (scale, shift) = frozen.Affine();
        var y = convolution switch
        {
            Conv2d { bias: null } c => functional.conv2d(x, Folded(c.weight, scale), shift, c.stride, c.padding, c.dilation, c.groups),
            DeformableConv2d d => d.Convolve(x, Folded(d.Weight, scale), shift),
            _ => frozen.call(convolution.call(x)),
        };
        if (convolution is Conv2d { bias: null } folded)
            ModuleProfiler.Convolution(folded.weight, x, y);
        return y.MoveToOuterDisposeScope();
    }

    private static Tensor Folded(Tensor weight, Tensor scale) => weight * scale.view(-1, 1, 1, 1);
}

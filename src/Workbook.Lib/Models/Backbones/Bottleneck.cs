using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>
/// 1x1, 3x3 and 1x1 convolutions and a shortcut (He et al. 2016, figure 5 right); with groups the block of ResNeXt (Xie et al. 2017). The 3x3
/// convolution may be deformable.
/// </summary>
internal sealed class Bottleneck : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly Module<Tensor, Tensor> bn1;
    private readonly Module<Tensor, Tensor> conv2;
    private readonly Module<Tensor, Tensor> bn2;
    private readonly Conv2d conv3;
    private readonly Module<Tensor, Tensor> bn3;
    private readonly Shortcut? downsample;

    internal Bottleneck(ResNetConfig config, int stage, long inputs, long stride, NormFactory norms)
        : base(nameof(Bottleneck))
    {
        var (width, outputs) = (config.Width(stage), config.Channels(stage));
        var (stride1, stride3) = config.StrideIn1x1 ? (stride, 1L) : (1L, stride);
        conv1 = NormFactory.Convolution(inputs, width, kernel: 1, stride1);
        bn1 = norms.Create(width);
        conv2 = config.DeformableOf(stage) is var kind and not DeformableKind.None
            ? new DeformableConv2d(width, width, kernel: 3, stride3, config.Groups, config.DeformableGroups, modulated: kind == DeformableKind.V2)
            : NormFactory.Convolution(width, width, kernel: 3, stride3, config.Groups);
        bn2 = norms.Create(width);
        conv3 = NormFactory.Convolution(width, outputs, kernel: 1);
        bn3 = norms.Create(outputs);
        if (stride != 1 || inputs != outputs)
            downsample = new Shortcut(NormFactory.Convolution(inputs, outputs, kernel: 1, stride), norms.Create(outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var y = NormedConvolution.Relu(input, conv1, bn1);
        y = NormedConvolution.Relu(y, conv2, bn2);
        return NormedConvolution.Relu(y, conv3, bn3, downsample?.call(input) ?? input).MoveToOuterDisposeScope();
    }
}

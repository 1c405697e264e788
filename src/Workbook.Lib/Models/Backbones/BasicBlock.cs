using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>Two 3x3 convolutions and a shortcut (He et al. 2016, figure 5 left).</summary>
internal sealed class BasicBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly Module<Tensor, Tensor> bn1;
    private readonly Conv2d conv2;
    private readonly Module<Tensor, Tensor> bn2;
    private readonly Shortcut? downsample;

    internal BasicBlock(long inputs, long outputs, long stride, NormFactory norms)
        : base(nameof(BasicBlock))
    {
        conv1 = NormFactory.Convolution(inputs, outputs, kernel: 3, stride);
        bn1 = norms.Create(outputs);
        conv2 = NormFactory.Convolution(outputs, outputs, kernel: 3);
        bn2 = norms.Create(outputs);
        if (stride != 1 || inputs != outputs)
            downsample = new Shortcut(NormFactory.Convolution(inputs, outputs, kernel: 1, stride), norms.Create(outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var y = NormedConvolution.Relu(input, conv1, bn1);
        return NormedConvolution.Relu(y, conv2, bn2, downsample?.call(input) ?? input).MoveToOuterDisposeScope();
    }
}

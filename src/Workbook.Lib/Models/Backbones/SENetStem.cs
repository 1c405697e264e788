using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>Three 3x3 convolutions, the first of stride 2, and pooling of stride 2 whose last window may reach over the edge.</summary>
internal sealed class SENetStem : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly Module<Tensor, Tensor> bn1;
    private readonly Conv2d conv2;
    private readonly Module<Tensor, Tensor> bn2;
    private readonly Conv2d conv3;
    private readonly Module<Tensor, Tensor> bn3;

    internal SENetStem(long planes, NormFactory norms)
        : base(nameof(SENetStem))
    {
        conv1 = NormFactory.Convolution(3, planes, kernel: 3, stride: 2);
        bn1 = norms.Create(planes);
        conv2 = NormFactory.Convolution(planes, planes, kernel: 3);
        bn2 = norms.Create(planes);
        conv3 = NormFactory.Convolution(planes, 2 * planes, kernel: 3);
        bn3 = norms.Create(2 * planes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = NormedConvolution.Relu(input, conv1, bn1);
        x = NormedConvolution.Relu(x, conv2, bn2);
        x = NormedConvolution.Relu(x, conv3, bn3);
        return functional.max_pool2d(x, kernel_size: 3, stride: 2, ceil_mode: true).MoveToOuterDisposeScope();
    }
}

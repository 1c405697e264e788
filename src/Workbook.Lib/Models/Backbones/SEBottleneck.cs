using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>SENet-154's block: a grouped bottleneck whose output's channels are weighted by a <see cref="SqueezeExcitation"/> before the shortcut.</summary>
internal sealed class SEBottleneck : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly Module<Tensor, Tensor> bn1;
    private readonly Conv2d conv2;
    private readonly Module<Tensor, Tensor> bn2;
    private readonly Conv2d conv3;
    private readonly Module<Tensor, Tensor> bn3;
    private readonly SqueezeExcitation se_module;
    private readonly Shortcut? downsample;

    internal SEBottleneck(long inputs, long planes, long stride, long shortcutKernel, SENetConfig config, NormFactory norms)
        : base(nameof(SEBottleneck))
    {
        var outputs = 4 * planes;
        conv1 = NormFactory.Convolution(inputs, 2 * planes, kernel: 1);
        bn1 = norms.Create(2 * planes);
        conv2 = NormFactory.Convolution(2 * planes, outputs, kernel: 3, stride, config.Groups);
        bn2 = norms.Create(outputs);
        conv3 = NormFactory.Convolution(outputs, outputs, kernel: 1);
        bn3 = norms.Create(outputs);
        se_module = new SqueezeExcitation(outputs, config.Reduction);
        if (stride != 1 || inputs != outputs)
            downsample = new Shortcut(NormFactory.Convolution(inputs, outputs, shortcutKernel, stride), norms.Create(outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var y = NormedConvolution.Relu(input, conv1, bn1);
        y = NormedConvolution.Relu(y, conv2, bn2);
        y = se_module.call(NormedConvolution.Linear(y, conv3, bn3));
        return functional.relu(y.add_(downsample?.call(input) ?? input), inplace: true).MoveToOuterDisposeScope();
    }
}

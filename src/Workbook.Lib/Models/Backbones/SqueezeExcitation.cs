using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>Weights each channel of [N, C, H, W] by a number in (0, 1) that two 1x1 convolutions read off the channels' means (Hu et al. 2018).</summary>
internal sealed class SqueezeExcitation : Module<Tensor, Tensor>
{
    private readonly Conv2d fc1;
    private readonly Conv2d fc2;

    internal SqueezeExcitation(long channels, long reduction)
        : base(nameof(SqueezeExcitation))
    {
        fc1 = NormFactory.Convolution(channels, channels / reduction, kernel: 1, bias: true);
        fc2 = NormFactory.Convolution(channels / reduction, channels, kernel: 1, bias: true);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var squeezed = functional.relu(fc1.call(input.mean([2, 3], keepdim: true)), inplace: true);
        return (input * fc2.call(squeezed).sigmoid()).MoveToOuterDisposeScope();
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>The convolution and norm on a block's shortcut where it changes the shape: children "0" and "1", as torchvision's downsample.</summary>
internal sealed class Shortcut : Module<Tensor, Tensor>
{
    private readonly Conv2d convolution;
    private readonly Module<Tensor, Tensor> norm;

    internal Shortcut(Conv2d convolution, Module<Tensor, Tensor> norm)
        : base(nameof(Shortcut))
    {
        (this.convolution, this.norm) = (convolution, norm);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => NormedConvolution.Linear(input, convolution, norm);

    protected override void RegisterComponents()
    {
        if (has_parameter("0.weight"))
            return;
        register_module("0", convolution);
        register_module("1", norm);
    }
}

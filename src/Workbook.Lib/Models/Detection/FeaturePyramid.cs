using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>
/// Feature pyramid network (Lin et al. 2017): each map of the backbone gets a 1x1 convolution, the coarser level is added twice as large, and a 3x3
/// convolution follows; P6 is every second pixel of P5. Agrees with torchvision's FeaturePyramidNetwork with LastLevelMaxPool (0.14), and has its
/// parameter names.
/// </summary>
public sealed class FeaturePyramid : Module<Tensor[], Tensor[]>
{
    private readonly ModuleList<Sequential> inner_blocks;
    private readonly ModuleList<Sequential> layer_blocks;

    /// <param name="inputs">Channels of the backbone's maps, from the finest.</param>
    /// <param name="channels">Channels of every level.</param>
    public FeaturePyramid(IReadOnlyList<long> inputs, long channels)
        : base(nameof(FeaturePyramid))
    {
        inner_blocks = new ModuleList<Sequential>([.. inputs.Select(count => Sequential(("0", Layer(count, channels, 1))))]);
        layer_blocks = new ModuleList<Sequential>([.. inputs.Select(_ => Sequential(("0", Layer(channels, channels, 3))))]);
        RegisterComponents();
    }

    /// <summary>P2, P3, P4, P5 and P6 from C2, C3, C4 and C5.</summary>
    public override Tensor[] forward(Tensor[] input)
    {
        using var scope = NewDisposeScope();
        var levels = new Tensor[input.Length + 1];
        Tensor? coarser = null;
        for (var i = input.Length - 1; i >= 0; i--)
        {
            var inner = inner_blocks[i].call(input[i]);
            if (coarser is not null)
                inner = inner.add_(functional.interpolate(coarser, [inner.shape[2], inner.shape[3]], mode: InterpolationMode.Nearest));
            coarser = inner;
            levels[i] = layer_blocks[i].call(inner);
        }
        levels[^1] = functional.max_pool2d(levels[^2], kernel_size: 1, stride: 2);
        foreach (var level in levels)
            level.MoveToOuterDisposeScope();
        return levels;
    }

    private static Conv2d Layer(long inputs, long outputs, long kernel)
    {
        var conv = Conv2d(inputs, outputs, kernel_size: kernel, padding: kernel / 2);
        init.kaiming_uniform_(conv.weight, a: 1);
        init.zeros_(conv.bias!);
        return conv;
    }
}

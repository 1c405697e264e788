using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>3x3 convolutions with ReLU on pooled boxes; torchvision's MaskRCNNHeads (0.14), with its parameter names.</summary>
internal sealed class MaskHead : Module<Tensor, Tensor>
{
    private readonly List<Sequential> _layers = [];

    /// <param name="inputs">Channels of a pooled box.</param>
    /// <param name="channels">Channels of each layer: 256.</param>
    /// <param name="count">Number of layers: 4.</param>
    internal MaskHead(long inputs, long channels, int count)
        : base(nameof(MaskHead))
    {
        for (var i = 0; i < count; i++)
        {
            var conv = Conv2d(i == 0 ? inputs : channels, channels, kernel_size: 3, padding: 1);
            init.kaiming_normal_(conv.weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
            init.zeros_(conv.bias!);
            var layer = Sequential(("0", conv), ("1", ReLU(inplace: true)));
            _layers.Add(layer);
            register_module(FormattableString.Invariant($"{i}"), layer);
        }
    }

    /// <summary>[R, C, M, M] to [R, channels, M, M].</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input;
        foreach (var layer in _layers)
        {
            var y = layer.call(x);
            // Without gradients an activation, tens of megabytes, is free for the next layer at once.
            if (!ReferenceEquals(x, input))
                x.Dispose();
            x = y;
        }
        return x.MoveToOuterDisposeScope();
    }
}

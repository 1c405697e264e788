using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>The convolutions of a region proposal network, shared by all levels; torchvision's RPNHead (0.14), with its parameter names.</summary>
internal sealed class RpnHead : Module<Tensor, (Tensor Objectness, Tensor Offsets)>
{
    private readonly Sequential conv;
    private readonly Conv2d cls_logits;
    private readonly Conv2d bbox_pred;

    /// <param name="channels">Channels of a level.</param>
    /// <param name="anchors">Anchors at each position, A.</param>
    internal RpnHead(long channels, long anchors)
        : base(nameof(RpnHead))
    {
        conv = Sequential(("0", Sequential(("0", Layer(channels, channels, 3)), ("1", ReLU(inplace: true)))));
        cls_logits = Layer(channels, anchors, 1);
        bbox_pred = Layer(channels, 4 * anchors, 1);
        RegisterComponents();
    }

    /// <summary>Logits [N, H W A] and offsets [N, H W A, 4] of the anchors, in the order of <see cref="Ops.AnchorGrid.Level"/>.</summary>
    public override (Tensor Objectness, Tensor Offsets) forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = conv.call(input);
        var objectness = cls_logits.call(hidden).permute(0, 2, 3, 1).flatten(1);
        var offsets = bbox_pred.call(hidden).permute(0, 2, 3, 1).reshape(input.shape[0], -1, 4);
        return scope.MoveToOuter(objectness, offsets);
    }

    private static Conv2d Layer(long inputs, long outputs, long kernel)
    {
        var layer = Conv2d(inputs, outputs, kernel_size: kernel, padding: kernel / 2);
        init.normal_(layer.weight, std: 0.01);
        init.zeros_(layer.bias!);
        return layer;
    }
}

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>
/// A network from images to feature maps: float [N, 3, H, W] to maps C2, C3, ... in order, map i of [N, Channels[i], about H / 2^(i + 2), W / 2^(i + 2)].
/// </summary>
public abstract class Backbone : Module<Tensor, Tensor[]>
{
    private protected Backbone(string name)
        : base(name)
    {
    }

    /// <summary>Channels of each map that the forward pass returns, C2 first; the strides are 4, 8, 16 and 32 pixels.</summary>
    public abstract IReadOnlyList<long> Channels { get; }
}

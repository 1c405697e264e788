using Workbook.Models.Backbones;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>A backbone and the feature pyramid on it; parameter names as torchvision's BackboneWithFPN (0.14).</summary>
internal sealed class PyramidBackbone : Module<Tensor, Tensor[]>
{
    private readonly Backbone body;
    private readonly FeaturePyramid? fpn;

    /// <param name="body">The backbone.</param>
    /// <param name="channels">Channels of the pyramid; null for none: the backbone's last map is all.</param>
    internal PyramidBackbone(Backbone body, long? channels)
        : base(nameof(PyramidBackbone))
    {
        this.body = body;
        fpn = channels is { } count ? new FeaturePyramid(body.Channels, count) : null;
        FinestStride = fpn is null ? 4 << (body.Channels.Count - 1) : 4;
        Channels = channels ?? body.Channels[^1];
        RegisterComponents();
    }

    /// <summary>Image pixels to a pixel of the first map.</summary>
    internal int FinestStride { get; }

    /// <summary>Channels of each map.</summary>
    internal long Channels { get; }

    /// <summary>[N, 3, H, W] to P2 to P6, or to the one map.</summary>
    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var maps = body.call(input);
        maps = fpn is null ? [maps[^1]] : fpn.call(maps);
        scope.MoveToOuter(maps);
        return maps;
    }
}

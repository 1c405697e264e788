using TorchSharp.Modules;
using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>
/// A residual network without its classifier (see <see cref="ResNetConfig"/>): float [N, 3, H, W] to C2 to C5, or fewer maps with an earlier last
/// stage. State names and initialisation as torchvision 0.14's models.resnet: conv1, bn1, layer1.0.conv1, layer1.0.downsample.0, ...
/// </summary>
public sealed class ResNet : Backbone
{
    private readonly Conv2d conv1;
    private readonly Module<Tensor, Tensor> bn1;
    private readonly ResNetStage layer1;
    private readonly ResNetStage? layer2;
    private readonly ResNetStage? layer3;
    private readonly ResNetStage? layer4;

    /// <summary>Builds the network with fresh weights from torch's current random state.</summary>
    /// <param name="config">The network.</param>
    /// <param name="ranks">Sums over ranks for <see cref="NormKind.Synchronised"/>; null for one rank.</param>
    public ResNet(ResNetConfig config, IRankSum? ranks = null)
        : base(nameof(ResNet))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        var frozen = config.FreezeAt >= 1;
        conv1 = NormFactory.Convolution(3, config.StemChannels, kernel: 7, stride: 2);
        bn1 = new NormFactory(frozen ? NormKind.Frozen : config.Norm, ranks).Create(config.StemChannels);
        foreach (var parameter in conv1.parameters())
            parameter.requires_grad = !frozen;
        layer1 = new ResNetStage(config, 2, ranks);
        layer2 = config.LastStage >= 3 ? new ResNetStage(config, 3, ranks) : null;
        layer3 = config.LastStage >= 4 ? new ResNetStage(config, 4, ranks) : null;
        layer4 = config.LastStage >= 5 ? new ResNetStage(config, 5, ranks) : null;
        Channels = [.. Stages.Select(stage => stage.Channels)];
        RegisterComponents();
    }

    /// <summary>What the network was built from.</summary>
    public ResNetConfig Config { get; }

    /// <inheritdoc />
    public override IReadOnlyList<long> Channels { get; }

    private IEnumerable<ResNetStage> Stages => new[] { layer1, layer2, layer3, layer4 }.OfType<ResNetStage>();

    /// <inheritdoc />
    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = functional.max_pool2d(NormedConvolution.Relu(input, conv1, bn1), kernel_size: 3, stride: 2, padding: 1);
        var maps = new List<Tensor>();
        foreach (var stage in Stages)
            maps.Add(x = stage.call(x));
        scope.MoveToOuter(maps);
        return [.. maps];
    }
}

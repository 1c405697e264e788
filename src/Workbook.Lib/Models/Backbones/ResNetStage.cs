using System.Globalization;
using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>
/// One stage of a residual network: [N, C, H, W] to [N, C', about H / 2, W / 2] (stage 2 keeps H and W). Its blocks are children "0", "1", ..., as in
/// torchvision's layer1 to layer4. On its own, stage 5 is the head ("res5") of a detector on C4, applied to pooled regions.
/// </summary>
public sealed class ResNetStage : Module<Tensor, Tensor>
{
    private readonly List<Module<Tensor, Tensor>> _blocks = [];

    /// <summary>Builds the stage with fresh weights; it is frozen where the configuration says so.</summary>
    /// <param name="config">The network that the stage belongs to.</param>
    /// <param name="stage">2 to 5.</param>
    /// <param name="ranks">Sums over ranks for <see cref="NormKind.Synchronised"/>; null for one rank.</param>
    public ResNetStage(ResNetConfig config, int stage, IRankSum? ranks = null)
        : base(nameof(ResNetStage))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        if (stage is < 2 or > 5)
            throw new ArgumentOutOfRangeException(nameof(stage), stage, $"{nameof(ResNetStage)}: expected stage 2 to 5, got {stage}.");
        var frozen = stage <= config.FreezeAt;
        var norms = new NormFactory(frozen ? NormKind.Frozen : config.Norm, ranks);
        Channels = config.Channels(stage);
        var inputs = config.Inputs(stage);
        for (var i = 0; i < config.Blocks(stage); i++)
        {
            var stride = i == 0 && stage > 2 ? 2L : 1L;
            Module<Tensor, Tensor> block = config.HasBottlenecks
                ? new Bottleneck(config, stage, inputs, stride, norms)
                : new BasicBlock(inputs, Channels, stride, norms);
            _blocks.Add(block);
            register_module(i.ToString(CultureInfo.InvariantCulture), block);
            inputs = Channels;
        }
        foreach (var parameter in parameters())
            parameter.requires_grad = !frozen;
    }

    /// <summary>Channels C' of the output.</summary>
    public long Channels { get; }

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input;
        foreach (var block in _blocks)
            x = block.call(x);
        return x.MoveToOuterDisposeScope();
    }
}

using TorchSharp.Modules;
using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>
/// A residual network with its classifier: float [N, 3, H, W] to logits [N, classes] by global average pooling and one linear layer. State names as
/// torchvision 0.14's models.resnet, the linear layer is fc.
/// </summary>
public sealed class ResNetClassifier : Module<Tensor, Tensor>
{
    private readonly Backbone _trunk;
    private readonly Linear _fc;

    /// <summary>Builds the network with fresh weights from torch's current random state.</summary>
    /// <param name="config">The network, of 5 stages.</param>
    /// <param name="classes">Number of classes K; the output has K logits, no background.</param>
    /// <param name="ranks">Sums over ranks for <see cref="NormKind.Synchronised"/>; null for one rank.</param>
    public ResNetClassifier(ResNetConfig config, long classes, IRankSum? ranks = null)
        : base(nameof(ResNetClassifier))
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (config.LastStage != 5)
            throw new ArgumentException($"{nameof(ResNetClassifier)}: expected a network up to stage 5, got one up to {config.LastStage}.", nameof(config));
        _trunk = new ResNet(config, ranks);
        _fc = Linear(_trunk.Channels[^1], classes);
        RegisterComponents();
    }

    /// <summary>The same on another backbone, C5 included.</summary>
    internal ResNetClassifier(Backbone trunk, long classes)
        : base(nameof(ResNetClassifier))
    {
        _trunk = trunk;
        _fc = Linear(_trunk.Channels[^1], classes);
        RegisterComponents();
    }

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _fc.call(_trunk.call(input)[^1].mean([2, 3])).MoveToOuterDisposeScope();
    }

    /// <summary>Registers the trunk's layers as the module's own, so that names have no prefix.</summary>
    protected override void RegisterComponents()
    {
        if (has_parameter("fc.weight"))
            return;
        foreach (var (name, module) in _trunk.named_children())
            register_module(name, module);
        register_module("fc", _fc);
    }
}

using TorchSharp.Modules;
using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>
/// SENet-154 (Hu et al. 2018) without its classifier: float [N, 3, H, W] to C2 to C5 of 256, 512, 1024 and 2048 channels. Structure and state names as
/// Cadene/pretrained-models.pytorch, models/senet.py: layer0.conv1, layer1.0.conv1, layer1.0.se_module.fc1, layer1.0.downsample.0, ...
/// </summary>
public sealed class SENet : Backbone
{
    private readonly SENetStem layer0;
    private readonly ModuleList<Module<Tensor, Tensor>> layer1;
    private readonly ModuleList<Module<Tensor, Tensor>> layer2;
    private readonly ModuleList<Module<Tensor, Tensor>> layer3;
    private readonly ModuleList<Module<Tensor, Tensor>> layer4;

    /// <summary>Builds the network with fresh weights from torch's current random state.</summary>
    /// <param name="config">The network.</param>
    /// <param name="ranks">Sums over ranks for <see cref="NormKind.Synchronised"/>; null for one rank.</param>
    public SENet(SENetConfig config, IRankSum? ranks = null)
        : base(nameof(SENet))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        layer0 = new SENetStem(config.Planes(2), new NormFactory(config.FreezeAt >= 1 ? NormKind.Frozen : config.Norm, ranks));
        SetTrained(layer0, config.FreezeAt < 1);
        layer1 = Stage(config, 2, ranks);
        layer2 = Stage(config, 3, ranks);
        layer3 = Stage(config, 4, ranks);
        layer4 = Stage(config, 5, ranks);
        Channels = [.. Enumerable.Range(2, 4).Select(stage => 4 * config.Planes(stage))];
        RegisterComponents();
    }

    /// <inheritdoc />
    public override IReadOnlyList<long> Channels { get; }

    /// <inheritdoc />
    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = layer0.call(input);
        var maps = new List<Tensor>();
        foreach (var stage in new[] { layer1, layer2, layer3, layer4 })
        {
            foreach (var block in stage)
                x = block.call(x);
            maps.Add(x);
        }
        scope.MoveToOuter(maps);
        return [.. maps];
    }

    private static ModuleList<Module<Tensor, Tensor>> Stage(SENetConfig config, int stage, IRankSum? ranks)
    {
        var norms = new NormFactory(stage <= config.FreezeAt ? NormKind.Frozen : config.Norm, ranks);
        var planes = config.Planes(stage);
        var inputs = stage == 2 ? 2 * planes : 4 * config.Planes(stage - 1);
        var blocks = new ModuleList<Module<Tensor, Tensor>>();
        for (var i = 0; i < SENetConfig.Blocks(stage); i++)
        {
            var block = new SEBottleneck(inputs, planes, stride: i == 0 && stage > 2 ? 2 : 1, shortcutKernel: stage == 2 ? 1 : 3, config, norms);
            SetTrained(block, stage > config.FreezeAt);
            blocks.Add(block);
            inputs = 4 * planes;
        }
        return blocks;
    }

    private static void SetTrained(Module module, bool trained)
    {
        foreach (var parameter in module.parameters())
            parameter.requires_grad = trained;
    }
}

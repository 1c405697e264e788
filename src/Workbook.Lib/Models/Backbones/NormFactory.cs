using TorchSharp.Modules;
using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>Makes a network's convolutions and norms.</summary>
internal sealed class NormFactory(NormKind kind, IRankSum? ranks)
{
    internal Module<Tensor, Tensor> Create(long channels) => kind switch
    {
        NormKind.Frozen => new FrozenBatchNorm2d(channels),
        NormKind.Batch => BatchNorm2d(channels),
        NormKind.Synchronised when ranks is not null => new SyncBatchNorm(channels, ranks),
        NormKind.Synchronised => BatchNorm2d(channels), // the same of one rank, and faster
        _ => throw new ArgumentOutOfRangeException(nameof(channels), kind, $"Unknown norm {kind}."),
    };

    /// <summary>A convolution of "same" padding with He's normal weights (fan out), as torchvision's ResNet has them.</summary>
    internal static Conv2d Convolution(long inputs, long outputs, long kernel, long stride = 1, long groups = 1, bool bias = false)
    {
        var convolution = Conv2d(inputs, outputs, kernel_size: kernel, stride: stride, padding: kernel / 2, groups: groups, bias: bias);
        init.kaiming_normal_(convolution.weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        return convolution;
    }
}

using TorchSharp.Modules;
using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>
/// ResNet-32 for 32x32 images (He et al. 2016, section 4.2, n = 5): a 3x3 convolution, three stages of five basic blocks with 16, 32 and 64
/// channels, global average pooling, one linear layer. Shortcuts have no parameters (option A): where a stage begins, the input is subsampled
/// by 2 and padded with zero channels on both sides. 31 convolutions + 1 linear layer; 0.47 M parameters at 100 classes.
/// </summary>
/// <remarks>
/// Input: float [N, 3, 32, 32], best in channels-last layout (see <see cref="ChannelsLast"/>); output: logits [N, classes].
/// Convolutions start from He's normal initialisation (fan out), as in the reference recipes of long-tailed CIFAR. The linear layer starts from
/// torch's defaults; under a loss on sigmoids its biases start from a prior instead (Cui et al. 2019, section 5; richardaecn/class-balanced-loss,
/// src/model_base.py): without it the K - 1 negatives of every sample outweigh the label at first, and training at this learning rate collapses.
/// </remarks>
public sealed class ResNet32Cifar : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly ModuleList<BasicBlock> blocks;
    private readonly Linear fc;

    /// <summary>Builds the network with fresh weights from torch's current random state.</summary>
    /// <param name="classes">Number of classes K; the output has K logits, no background.</param>
    /// <param name="prior">Probability, in (0, 1), that the sigmoid of every bias starts from; null for torch's default biases.</param>
    public ResNet32Cifar(long classes, double? prior = null)
        : base(nameof(ResNet32Cifar))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        conv1 = Conv3x3(3, 16, stride: 1);
        bn1 = BatchNorm2d(16);
        blocks = new ModuleList<BasicBlock>();
        long channels = 16;
        foreach (var (width, stride) in new[] { (16L, 1L), (32L, 2L), (64L, 2L) })
        {
            for (var i = 0; i < 5; i++)
            {
                blocks.Add(new BasicBlock(channels, width, i == 0 ? stride : 1));
                channels = width;
            }
        }
        fc = Linear(channels, classes);
        if (prior is { } probability)
            init.constant_(fc.bias!, Math.Log(probability / (1 - probability)));
        RegisterComponents();
    }

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = BatchNormRelu.Apply(conv1.call(input), bn1);
        foreach (var block in blocks)
            x = block.call(x);
        return fc.call(x.mean([2, 3])).MoveToOuterDisposeScope(); // [N, 64, 8, 8] -> [N, 64] -> [N, classes]
    }

    private static Conv2d Conv3x3(long inputs, long outputs, long stride)
    {
        var conv = Conv2d(inputs, outputs, kernel_size: 3, stride: stride, padding: 1, bias: false);
        init.kaiming_normal_(conv.weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        return conv;
    }

    /// <summary>Two 3x3 convolutions with batch normalisation; the shortcut is added before the last ReLU.</summary>
    private sealed class BasicBlock : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1;
        private readonly BatchNorm2d bn1;
        private readonly Conv2d conv2;
        private readonly BatchNorm2d bn2;
        private readonly long stride;
        private readonly long newChannels;

        internal BasicBlock(long inputs, long outputs, long stride)
            : base(nameof(BasicBlock))
        {
            (this.stride, newChannels) = (stride, outputs - inputs);
            conv1 = Conv3x3(inputs, outputs, stride);
            bn1 = BatchNorm2d(outputs);
            conv2 = Conv3x3(outputs, outputs, stride: 1);
            bn2 = BatchNorm2d(outputs);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var y = BatchNormRelu.Apply(conv1.call(input), bn1);
            return BatchNormRelu.Apply(conv2.call(y), bn2, Shortcut(input));
        }

        private Tensor Shortcut(Tensor x) => newChannels == 0
            ? x
            : functional.pad(x.slice(2, 0, x.shape[2], stride).slice(3, 0, x.shape[3], stride), [0, 0, 0, 0, newChannels / 2, newChannels / 2]);
    }
}

using TorchSharp.Modules;
using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>
/// A deformable convolution without bias that learns its own offsets (Dai et al. 2017) and, in its second version, its own modulation (Zhu et
/// al. 2019): a plain convolution of the same geometry, which starts from zero, reads them off the input.
/// </summary>
/// <remarks>
/// State names as mmdetection has them: <c>weight</c>, <c>conv_offset.weight</c>, <c>conv_offset.bias</c>. The output of conv_offset is 2 * G * k * k
/// offsets (y, x), then G * k * k logits of the modulation.
/// </remarks>
public sealed class DeformableConv2d : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Conv2d conv_offset;
    private readonly bool modulated;
    private readonly long stride;
    private readonly long padding;
    private readonly long offsets;

    /// <summary>Weights start from He's normal initialisation (fan out); all offsets start at 0 and all modulations at 1/2.</summary>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="kernel">Height and width k of the kernel, odd; the padding is k / 2.</param>
    /// <param name="stride">Stride in both directions.</param>
    /// <param name="groups">Groups of the convolution.</param>
    /// <param name="offsetGroups">Groups G of input channels with offsets of their own.</param>
    /// <param name="modulated">Whether it is the second version.</param>
    public DeformableConv2d(long inputs, long outputs, long kernel, long stride = 1, long groups = 1, long offsetGroups = 1, bool modulated = true)
        : base(nameof(DeformableConv2d))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(offsetGroups, 1);
        if (inputs % groups != 0 || outputs % groups != 0 || inputs % offsetGroups != 0)
            throw new ArgumentException(
                $"{nameof(DeformableConv2d)}: expected channels that groups divide, got {inputs} -> {outputs} channels, {groups} groups and {offsetGroups} offset groups.");
        (this.modulated, this.stride, padding) = (modulated, stride, kernel / 2);
        offsets = 2 * offsetGroups * kernel * kernel;
        weight = new Parameter(empty(outputs, inputs / groups, kernel, kernel));
        weight.DetachFromDisposeScope();
        init.kaiming_normal_(weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        conv_offset = Conv2d(inputs, modulated ? offsets / 2 * 3 : offsets, kernel_size: kernel, stride: stride, padding: padding);
        init.zeros_(conv_offset.weight);
        init.zeros_(conv_offset.bias!);
        RegisterComponents();
    }

    internal Tensor Weight => weight;

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => Convolve(input, weight, bias: null);

    /// <summary>The forward pass with another weight of the same shape and a bias.</summary>
    internal Tensor Convolve(Tensor input, Tensor convolved, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var learned = conv_offset.call(input);
        var offset = learned.narrow(1, 0, offsets);
        var mask = modulated ? learned.narrow(1, offsets, offsets / 2).sigmoid() : null;
        return DeformableConvolution.Apply(input, offset, convolved, bias, mask, (stride, stride), (padding, padding)).MoveToOuterDisposeScope();
    }
}

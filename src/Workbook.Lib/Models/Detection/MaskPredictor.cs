using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>A transposed convolution that doubles the size, ReLU, and a logit a category; torchvision's MaskRCNNPredictor (0.14), with its parameter names.</summary>
internal sealed class MaskPredictor : Module<Tensor, Tensor>
{
    private readonly ConvTranspose2d conv5_mask;
    private readonly Conv2d mask_fcn_logits;

    /// <param name="inputs">Channels of the mask head.</param>
    /// <param name="channels">Channels in between: 256.</param>
    /// <param name="masks">Masks predicted: K, or 1 where they are class-agnostic.</param>
    internal MaskPredictor(long inputs, long channels, long masks)
        : base(nameof(MaskPredictor))
    {
        conv5_mask = ConvTranspose2d(inputs, channels, kernel_size: 2, stride: 2);
        mask_fcn_logits = Conv2d(channels, masks, kernel_size: 1);
        foreach (var weight in new[] { conv5_mask.weight, mask_fcn_logits.weight })
            init.kaiming_normal_(weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        init.zeros_(conv5_mask.bias!);
        init.zeros_(mask_fcn_logits.bias!);
        RegisterComponents();
    }

    /// <summary>[R, C, M, M] to logits [R, masks, 2 M, 2 M].</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = functional.relu(conv5_mask.call(input), inplace: true);
        return mask_fcn_logits.call(hidden).MoveToOuterDisposeScope();
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>
/// A transposed convolution that doubles the size, ReLU, and a 1 x 1 convolution to a logit a category; torchvision's MaskRCNNPredictor (0.14), with its
/// parameter names.
/// </summary>
/// <remarks>
/// The kernel is as large as its stride, so a pixel alone becomes 2 x 2 pixels: a 1 x 1 convolution to four times the channels, whose pixels are put in their
/// places when only a logit is left of each. And of K masks only that of the box's own category is ever looked at: only that is computed.
/// </remarks>
internal sealed class MaskPredictor : Module<Tensor, Tensor, Tensor>
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

    /// <summary>[R, C, M, M] and categories Int64 [R], unused by class-agnostic masks, to logits [R, 2 M, 2 M].</summary>
    public override Tensor forward(Tensor input, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var (rows, height, width) = (input.shape[0], input.shape[2], input.shape[3]);
        var (inputs, channels) = (input.shape[1], conv5_mask.weight.shape[1]);
        var four = conv5_mask.weight.permute(2, 3, 1, 0).reshape(4 * channels, inputs, 1, 1);
        var upsampled = functional.relu(functional.conv2d(input, four, conv5_mask.bias!.repeat(4)), inplace: true);
        ModuleProfiler.Convolution(conv5_mask.weight, input, input);
        var weight = mask_fcn_logits.weight.flatten(1);
        var category = weight.shape[0] == 1 ? zeros_like(labels) : labels;
        // A view where the memory is channels-last.
        var pixels = upsampled.permute(0, 2, 3, 1).reshape(rows, -1, channels);
        var logits = baddbmm(
            mask_fcn_logits.bias!.index_select(0, category).reshape(rows, 1, 1), pixels, weight.index_select(0, category).unsqueeze(2));
        return logits.reshape(rows, height, width, 2, 2).permute(0, 1, 3, 2, 4).reshape(rows, 2 * height, 2 * width).MoveToOuterDisposeScope();
    }
}

using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>
/// The channels-last memory layout: the shape stays [N, C, H, W], the strides are those of [N, H, W, C]. CPU convolutions of libtorch run about
/// 1.2 times faster in it. TorchSharp has no memory_format argument; permuting gives the same layout under every provider.
/// </summary>
public static class ChannelsLast
{
    /// <summary>The same [N, C, H, W] tensor in channels-last layout.</summary>
    public static Tensor Of(Tensor images)
    {
        using var scope = NewDisposeScope();
        return images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>Lays out every 4-dimensional parameter of a module channels-last, in place: optimizers made before or after see the same parameters.</summary>
    public static void Weights(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var parameter in module.parameters())
            if (parameter.dim() == 4)
                parameter.set_(Of(parameter));
    }
}

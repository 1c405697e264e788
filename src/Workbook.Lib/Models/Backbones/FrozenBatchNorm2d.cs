using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>
/// Batch normalisation whose statistics, scale and shift are constants: a fixed affine map of each channel. Input and output: [N, C, H, W].
/// State names and epsilon as torchvision 0.14's ops.FrozenBatchNorm2d; all four are buffers, so that no optimizer sees them.
/// </summary>
public sealed class FrozenBatchNorm2d : Module<Tensor, Tensor>
{
    private readonly Tensor weight;
    private readonly Tensor bias;
    private readonly Tensor running_mean;
    private readonly Tensor running_var;

    /// <summary>Starts as the identity, up to <paramref name="eps"/>.</summary>
    /// <param name="channels">C.</param>
    /// <param name="eps">Added to the variance.</param>
    public FrozenBatchNorm2d(long channels, double eps = 1e-5)
        : base(nameof(FrozenBatchNorm2d))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        Eps = eps;
        weight = ones(channels).DetachFromDisposeScope();
        bias = zeros(channels).DetachFromDisposeScope();
        running_mean = zeros(channels).DetachFromDisposeScope();
        running_var = ones(channels).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>Added to the variance.</summary>
    public double Eps { get; }

    /// <summary>The affine map: the output is x * Scale + Shift. Both are [C].</summary>
    public (Tensor Scale, Tensor Shift) Affine()
    {
        using var scope = NewDisposeScope();
        var scale = weight * (running_var + Eps).rsqrt();
        return scope.MoveToOuter(scale, bias - running_mean * scale);
    }

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (scale, shift) = Affine();
        return (input * scale.view(1, -1, 1, 1)).add_(shift.view(1, -1, 1, 1)).MoveToOuterDisposeScope();
    }
}

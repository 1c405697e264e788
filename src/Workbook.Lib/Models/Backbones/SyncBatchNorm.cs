using TorchSharp.Modules;
using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models.Backbones;

/// <summary>
/// Batch normalisation of [N, C, H, W] whose statistics are those of all ranks' batches together. Names, epsilon, momentum and evaluation as
/// <see cref="TorchSharp.Modules.BatchNorm2d"/>; with one rank it is that.
/// </summary>
/// <remarks>
/// Each rank puts its number of values, their sum and their sum of squares, in double precision, through one sum over ranks. The gradient of that sum
/// is a sum over ranks as well: what every rank's loss says about the statistics reaches every rank's input. Gradients of weight and bias
/// are those of the rank's own loss, like those of all other parameters.
/// </remarks>
public sealed class SyncBatchNorm : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly Tensor running_mean;
    private readonly Tensor running_var;
    private readonly Tensor num_batches_tracked;
    private readonly IRankSum? ranks;
    private readonly double eps;
    private readonly double momentum;

    /// <summary>Scale 1, shift 0.</summary>
    /// <param name="channels">C.</param>
    /// <param name="ranks">Sums over ranks; null for one rank.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="momentum">Weight of a new batch in the running statistics.</param>
    public SyncBatchNorm(long channels, IRankSum? ranks = null, double eps = 1e-5, double momentum = 0.1)
        : base(nameof(SyncBatchNorm))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        (this.ranks, this.eps, this.momentum) = (ranks, eps, momentum);
        weight = new Parameter(ones(channels));
        bias = new Parameter(zeros(channels));
        running_mean = zeros(channels);
        running_var = ones(channels);
        num_batches_tracked = zeros(Array.Empty<long>(), ScalarType.Int64);
        foreach (var tensor in (Tensor[])[weight, bias, running_mean, running_var, num_batches_tracked])
            tensor.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        if (input.dim() != 4 || input.shape[1] != weight.shape[0])
            throw new ArgumentException(
                $"{nameof(SyncBatchNorm)}: expected [N, {weight.shape[0]}, H, W], got [{string.Join(", ", input.shape)}].", nameof(input));
        using var scope = NewDisposeScope();
        var (mean, variance) = training ? OfBatch(input) : (running_mean, running_var);
        var scale = weight * (variance + eps).rsqrt();
        var shift = bias - mean * scale;
        return (input * scale.view(1, -1, 1, 1)).add_(shift.view(1, -1, 1, 1)).MoveToOuterDisposeScope();
    }

    /// <summary>Mean and biased variance over all ranks; updates the running statistics.</summary>
    private (Tensor Mean, Tensor Variance) OfBatch(Tensor input)
    {
        var channels = input.shape[1];
        var count = input.numel() / channels;
        var sums = cat([Sums(input, count), full([1], (double)count, dtype: ScalarType.Float64, device: input.device)]);
        var total = ranks is null ? sums : RankSum.Apply(sums, ranks);
        var counts = total[TensorIndex.Slice(2 * channels)].detach();
        var values = counts.item<double>();
        if (values == 0)
            throw new ArgumentException($"{nameof(SyncBatchNorm)}: expected values on at least one rank in training, got none.", nameof(input));
        var mean = total.narrow(0, 0, channels) / counts;
        var variance = total.narrow(0, channels, channels) / counts - mean * mean;
        using (no_grad())
        {
            running_mean.mul_(1 - momentum).add_(mean.to(running_mean.dtype), momentum);
            running_var.mul_(1 - momentum).add_((variance * (values / Math.Max(1, values - 1))).to(running_var.dtype), momentum);
            num_batches_tracked.add_(1);
        }
        return (mean.to(weight.dtype), variance.to(weight.dtype));
    }

    /// <summary>
    /// Sums of values and of squares of each channel, [2C] in double precision. They come from mean and variance, which keep their digits in float32 where
    /// a sum of squares would not; an empty batch has neither, but must take part in the backward pass.
    /// </summary>
    private static Tensor Sums(Tensor input, long count)
    {
        long[] dims = [0, 2, 3];
        if (count == 0)
            return cat([input.sum(dims), (input * input).sum(dims)]).to(ScalarType.Float64);
        var mean = input.mean(dims).to(ScalarType.Float64);
        var variance = input.var(dims, unbiased: false).to(ScalarType.Float64);
        return cat([mean, variance + mean * mean]) * count;
    }
}

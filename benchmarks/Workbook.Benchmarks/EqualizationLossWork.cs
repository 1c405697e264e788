using Workbook.Losses;
using static TorchSharp.torch;

namespace Workbook.Benchmarks;

/// <summary>
/// The work that is timed: a head's loss on LVIS, a quarter of the proposals foreground, three quarters of the categories tail.
/// </summary>
internal sealed class EqualizationLossWork : IDisposable
{
    public const int Proposals = 1024, Categories = 1230;
    public const double TailShare = 0.75;

    private readonly Tensor _logits, _labels, _tail, _copy;

    public EqualizationLossWork(int proposals)
    {
        manual_seed(0);
        _logits = (randn(proposals, Categories) - 4).requires_grad_(true);
        using var labels = randint(0, Categories, [proposals]);
        using var background = rand(proposals).lt(0.75);
        _labels = labels.masked_fill(background, Categories);
        _tail = rand(Categories).lt(TailShare).to(ScalarType.Float32);
        _copy = empty(proposals, Categories);
    }

    public void Fused()
    {
        _logits.grad = null;
        using var loss = EqualizationLoss.Compute(_logits, _labels, _tail);
        loss.backward();
    }

    public void FusedOnOneThread()
    {
        _logits.grad = null;
        using var loss = EqualizationKernel.Compute(_logits, _labels, _tail, excludeBackground: true, images: null, threads: 1);
        loss.backward();
    }

    /// <summary>The kernel's arithmetic, value and gradient, with a gradient that is thrown away row by row.</summary>
    public void ArithmeticOnOneThread()
    {
        using var _ = no_grad();
        EqualizationKernel.Compute(_logits, _labels, _tail, excludeBackground: true, images: null, threads: 1).Dispose();
    }

    public void Composed()
    {
        _logits.grad = null;
        using var loss = EqualizationLoss.ComputeComposed(_logits, _labels, _tail, excludeBackground: true, images: null);
        loss.backward();
    }

    public void Copy()
    {
        using var _ = no_grad();
        _copy.copy_(_logits);
    }

    public void Dispose()
    {
        _logits.Dispose();
        _labels.Dispose();
        _tail.Dispose();
        _copy.Dispose();
    }
}

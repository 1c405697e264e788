using Workbook.Models;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>
/// What the paper's Figures 1 and 2 show, gathered over a training: for each category the average L2 norm of the gradient of its weights in the
/// classifier of proposals, from its own proposals and from all others, and the average probability that its own proposals are given.
/// </summary>
/// <remarks>
/// A step's gradient of the weights of category j is the sum over proposals r of dL/dz_rj x_r; it is parted by the label of r. It changes nothing in
/// the training.
/// </remarks>
internal sealed class DetectorStatistics : IProposalObserver, IDisposable
{
    private readonly long _classes;
    private readonly bool _isSigmoid;
    private readonly Tensor _positive;
    private readonly Tensor _negative;
    private readonly Tensor _probability;
    private readonly Tensor _proposals;
    private readonly Tensor _steps;
    private (Tensor Features, Tensor Logits, Tensor Labels)? _seen;

    /// <param name="classes">K.</param>
    /// <param name="isSigmoid">Whether outputs are sigmoids; else a softmax.</param>
    internal DetectorStatistics(long classes, bool isSigmoid)
    {
        (_classes, _isSigmoid) = (classes, isSigmoid);
        (_positive, _negative, _probability, _proposals) = (Sums(), Sums(), Sums(), Sums());
        _steps = zeros(1, dtype: ScalarType.Float64).DetachFromDisposeScope();

        Tensor Sums() => zeros(classes, dtype: ScalarType.Float64).DetachFromDisposeScope();
    }

    /// <summary>The sums so far, for a checkpoint.</summary>
    internal IReadOnlyList<(string Name, Tensor Value)> State =>
        [("positive", _positive), ("negative", _negative), ("probability", _probability), ("proposals", _proposals), ("steps", _steps)];

    /// <inheritdoc/>
    public void Classified(Tensor features, Tensor logits, Tensor labels)
    {
        Forget();
        logits.retain_grad();
        // Other handles, which outlive the forward pass.
        _seen = (features.detach().DetachFromDisposeScope(), logits.DetachFromDisposeScope(), labels.alias().DetachFromDisposeScope());
    }

    /// <summary>Adds the step whose backward pass is done.</summary>
    /// <param name="withProbability">Whether its probabilities count: they are to show the trained detector.</param>
    internal void Add(bool withProbability)
    {
        if (_seen is not var (features, logits, labels))
            return;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var gradient = logits.grad!.narrow(1, 0, _classes);
        var own = labels.unsqueeze(1).eq(arange(_classes, device: labels.device));
        _positive.add_(Norms(gradient * own, features));
        _negative.add_(Norms(gradient * ~own, features));
        _steps.add_(1);
        if (withProbability)
        {
            var probabilities = _isSigmoid ? logits.sigmoid() : logits.softmax(-1).narrow(1, 0, _classes);
            _probability.add_((probabilities * own).sum([0]).to(ScalarType.Float64).cpu());
            _proposals.add_(own.sum([0]).to(ScalarType.Float64).cpu());
        }
        Forget();
    }

    /// <summary>The averages by category; no probability where a category had no proposal.</summary>
    internal IReadOnlyList<(double Positive, double Negative, double? Probability)> Averages()
    {
        var steps = Math.Max(1, _steps.item<double>());
        var (positive, negative, probability, proposals) = (Values(_positive), Values(_negative), Values(_probability), Values(_proposals));
        return [.. positive.Select((value, j) => (value / steps, negative[j] / steps, proposals[j] > 0 ? probability[j] / proposals[j] : (double?)null))];

        static double[] Values(Tensor sums) => sums.data<double>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        foreach (var (_, value) in State)
            value.Dispose();
    }

    private static Tensor Norms(Tensor gradient, Tensor features) => gradient.t().mm(features).norm(1).to(ScalarType.Float64).cpu();

    private void Forget()
    {
        if (_seen is var (features, logits, labels))
        {
            features.Dispose();
            logits.Dispose();
            labels.Dispose();
        }
        _seen = null;
    }
}

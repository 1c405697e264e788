using System.Globalization;
using Workbook.Losses;

namespace Workbook.Experiments;

/// <summary>
/// Which classification loss an experiment trains with, and its numbers. A closed set: the nested types are all there are, and they are
/// made by the methods of this type, so that equal losses are always equal values.
/// </summary>
public abstract record Loss
{
    private Loss()
    {
    }

    /// <summary>Name and numbers in lower case, part of <see cref="Experiment.Slug"/>.</summary>
    public abstract string Slug { get; }

    /// <summary>Softmax cross-entropy (equation 1).</summary>
    public static Loss Softmax() => new SoftmaxCase();

    /// <summary>Sigmoid cross-entropy, one binary problem a class (equation 3).</summary>
    public static Loss Sigmoid() => new SigmoidCase();

    /// <summary>Equalization loss (equation 6).</summary>
    /// <param name="lambda">Classes with a frequency below it are tail; at least 0, where 0 makes it the sigmoid loss.</param>
    /// <param name="excludesBackground">Whether E(r) is in it, so that background proposals are negative samples of tail classes too.</param>
    /// <param name="keepsListed">Whether categories that are listed for an image keep weight 1 there: see <see cref="EqualizationLoss"/>.</param>
    public static Loss Eql(double lambda, bool excludesBackground = true, bool keepsListed = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Finite(lambda));
        return lambda == 0 ? Sigmoid() : new EqlCase(lambda, excludesBackground, keepsListed);
    }

    /// <summary>Equalization loss with a threshold function that decays instead of falling at once (section 4.4, Table 3).</summary>
    /// <param name="decay">An <see cref="ThresholdFunction.ExponentialDecay"/> or a <see cref="ThresholdFunction.GompertzDecay"/>.</param>
    /// <param name="keepsListed">As for <see cref="Eql"/>.</param>
    public static Loss EqlDecay(ThresholdFunction decay, bool keepsListed = false) => decay is not ThresholdFunction.Threshold
        ? new EqlDecayCase(decay, keepsListed)
        : throw new ArgumentException($"Expected a decay, got {decay}: use {nameof(Eql)}.", nameof(decay));

    /// <summary>
    /// Softmax equalization loss (equation 9). With <paramref name="gamma"/> 0 nothing is ever left out of the denominator, and with
    /// <paramref name="lambda"/> 0 no class is tail: either is softmax cross-entropy, and is returned as such, so that Table 7's first row is
    /// one run for both lambdas.
    /// </summary>
    /// <param name="gamma">Probability, in [0, 1], with which a tail class other than the label is left out.</param>
    /// <param name="lambda">Classes with a frequency below it are tail; at least 0.</param>
    public static Loss SoftmaxEql(double gamma, double lambda)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Finite(gamma));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(gamma, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Finite(lambda));
        return gamma == 0 || lambda == 0 ? Softmax() : new SoftmaxEqlCase(gamma, lambda);
    }

    /// <summary>Focal loss on sigmoid outputs (Lin et al. 2017).</summary>
    /// <param name="gamma">Focusing exponent; at least 0.</param>
    /// <param name="alpha">Weight, in [0, 1], of the positive class, 1 - alpha that of the others; null for no weighting.</param>
    public static Loss Focal(double gamma, double? alpha = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Finite(gamma));
        if (alpha is { } weight)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(Finite(weight), nameof(alpha));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, 1, nameof(alpha));
        }
        return new FocalCase(gamma, alpha);
    }

    /// <summary>Class-balanced loss (Cui et al. 2019): each class weighted by <c>(1 - beta) / (1 - beta^n)</c>, weights scaled to sum to the number of classes.</summary>
    /// <param name="beta">In [0, 1); 0 weights all classes alike.</param>
    /// <param name="gamma">Focusing exponent, used by <see cref="ClassBalancedForm.Focal"/> only; at least 0.</param>
    /// <param name="form">The loss that is weighted.</param>
    public static Loss ClassBalanced(double beta, double gamma, ClassBalancedForm form)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Finite(beta));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(beta, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Finite(gamma));
        return new ClassBalancedCase(beta, form == ClassBalancedForm.Focal ? gamma : 0, form);
    }

    private static double Finite(double value) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A loss's numbers must be finite.");

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();

    /// <summary>See <see cref="Softmax"/>.</summary>
    public sealed record SoftmaxCase : Loss
    {
        internal SoftmaxCase()
        {
        }

        /// <inheritdoc/>
        public override string Slug => "softmax";
    }

    /// <summary>See <see cref="Sigmoid"/>.</summary>
    public sealed record SigmoidCase : Loss
    {
        internal SigmoidCase()
        {
        }

        /// <inheritdoc/>
        public override string Slug => "sigmoid";
    }

    /// <summary>See <see cref="Loss.Eql"/>.</summary>
    public sealed record EqlCase : Loss
    {
        internal EqlCase(double lambda, bool excludesBackground, bool keepsListed) =>
            (Lambda, ExcludesBackground, KeepsListed) = (lambda, excludesBackground, keepsListed);

        /// <summary>Frequency threshold; above 0.</summary>
        public double Lambda { get; }

        /// <summary>Whether E(r) is in it.</summary>
        public bool ExcludesBackground { get; }

        /// <summary>Whether categories listed for an image keep weight 1 there.</summary>
        public bool KeepsListed { get; }

        /// <inheritdoc/>
        public override string Slug => $"eql-l{Text(Lambda)}" + (ExcludesBackground ? "" : "-no-e") + (KeepsListed ? "" : "-unlisted");
    }

    /// <summary>See <see cref="Loss.EqlDecay"/>.</summary>
    public sealed record EqlDecayCase : Loss
    {
        internal EqlDecayCase(ThresholdFunction decay, bool keepsListed) => (Decay, KeepsListed) = (decay, keepsListed);

        /// <summary>T.</summary>
        public ThresholdFunction Decay { get; }

        /// <summary>Whether categories listed for an image keep weight 1 there.</summary>
        public bool KeepsListed { get; }

        /// <inheritdoc/>
        public override string Slug => Decay switch
        {
            ThresholdFunction.ExponentialDecay exponential => $"eql-exponential-a{Text(exponential.A)}-n{Text(exponential.N)}",
            ThresholdFunction.GompertzDecay gompertz => $"eql-gompertz-a{Text(gompertz.A)}-b{Text(gompertz.B)}-c{Text(gompertz.C)}",
            _ => throw new System.Diagnostics.UnreachableException(),
        } + (KeepsListed ? "" : "-unlisted");
    }

    /// <summary>See <see cref="Loss.SoftmaxEql"/>.</summary>
    public sealed record SoftmaxEqlCase : Loss
    {
        internal SoftmaxEqlCase(double gamma, double lambda) => (Gamma, Lambda) = (gamma, lambda);

        /// <summary>Probability of leaving a tail class out; in (0, 1].</summary>
        public double Gamma { get; }

        /// <summary>Frequency threshold; above 0.</summary>
        public double Lambda { get; }

        /// <inheritdoc/>
        public override string Slug => $"seql-g{Text(Gamma)}-l{Text(Lambda)}";
    }

    /// <summary>See <see cref="Loss.Focal"/>.</summary>
    public sealed record FocalCase : Loss
    {
        internal FocalCase(double gamma, double? alpha) => (Gamma, Alpha) = (gamma, alpha);

        /// <summary>Focusing exponent; at least 0.</summary>
        public double Gamma { get; }

        /// <summary>Weight of the positive class in [0, 1]; null for none.</summary>
        public double? Alpha { get; }

        /// <inheritdoc/>
        public override string Slug => $"focal-g{Text(Gamma)}" + (Alpha is { } alpha ? $"-a{Text(alpha)}" : "");
    }

    /// <summary>See <see cref="Loss.ClassBalanced"/>.</summary>
    public sealed record ClassBalancedCase : Loss
    {
        internal ClassBalancedCase(double beta, double gamma, ClassBalancedForm form) => (Beta, Gamma, Form) = (beta, gamma, form);

        /// <summary>In [0, 1).</summary>
        public double Beta { get; }

        /// <summary>Focusing exponent; 0 unless <see cref="Form"/> is <see cref="ClassBalancedForm.Focal"/>.</summary>
        public double Gamma { get; }

        /// <summary>The loss that is weighted.</summary>
        public ClassBalancedForm Form { get; }

        /// <inheritdoc/>
        public override string Slug =>
            $"cb-{Form.ToString().ToLowerInvariant()}-b{Text(Beta)}" + (Form == ClassBalancedForm.Focal ? $"-g{Text(Gamma)}" : "");
    }
}

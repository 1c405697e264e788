using System.Globalization;
using Workbook.Data.Synthetic;
using Workbook.Losses;

namespace Workbook.Experiments;

/// <summary>
/// Takes thresholds of frequency from the set that the paper names them for to a synthetic one: to the frequency with the same tail ratio (equation
/// 8), the share of the less frequent categories in all pairs of an image and a category.
/// </summary>
internal sealed class TailThresholds
{
    /// <summary>The tail ratio of repeat factor sampling's t = 1e-3 on LVIS v0.5, in percent: from the counts of the training set.</summary>
    internal const double RepeatFactorPercent = 5.87;

    /// <summary>Of LVIS v0.5: what Table 2 prints, and that of repeat factor sampling's t.</summary>
    private static readonly (double Threshold, double Percent)[] OfLvis =
        [.. PublishedTailRatio.All.Select(ratio => (ratio.Lambda, ratio.Percent)), (1e-3, RepeatFactorPercent)];

    /// <summary>Section 5: "lambda = 3e-4", "TR = 3 %".</summary>
    private static readonly (double Threshold, double Percent)[] OfOpenImages = [(3e-4, 3)];

    private readonly string _source;
    private readonly (double Threshold, double Percent)[] _ratios;
    private readonly ClassFrequency _frequency;

    private TailThresholds(string source, (double, double)[] ratios, ClassFrequency frequency) => (_source, _ratios, _frequency) = (source, ratios, frequency);

    /// <param name="from">A real set.</param>
    /// <param name="to">The set that stands in for it.</param>
    public static TailThresholds Between(DetectionData from, SyntheticLongTail to)
    {
        var categories = SyntheticCatalogue.For(to.Size);
        var frequency = new ClassFrequency(
            [.. categories.Select(category => (long)category.TrainImages)], SyntheticSpec.Of(to.Size).TrainImages, to.Slug, sha256: "");
        return new(from.Slug, from is OpenImages2019 ? OfOpenImages : OfLvis, frequency);
    }

    /// <summary>
    /// The threshold whose tail ratio is nearest, half way between the frequencies that it parts, to four digits.
    /// </summary>
    public double Of(double threshold)
    {
        var known = _ratios.FirstOrDefault(ratio => ratio.Threshold == threshold);
        if (known.Threshold != threshold)
            throw new ArgumentException(FormattableString.Invariant(
                $"The tail ratio of threshold {threshold} on {_source} is not known; known are {string.Join(", ", _ratios.Select(ratio => FormattableString.Invariant($"{ratio.Threshold}")))}."), nameof(threshold));
        double[] edges = [.. _frequency.Frequencies.Distinct().Order()];
        var candidates = edges.Zip(edges.Skip(1), (low, high) => Short((low + high) / 2)).Prepend(Short(edges[0] / 2));
        return candidates.MinBy(candidate => Math.Abs(100 * _frequency.TailRatio(candidate) - known.Percent));
    }

    private static double Short(double number) => double.Parse(number.ToString("g4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The loss with its threshold, or its decay's scale of frequency, taken over.</summary>
    public Loss Scaled(Loss loss) => loss switch
    {
        Loss.EqlCase eql => Loss.Eql(Of(eql.Lambda), eql.ExcludesBackground, eql.KeepsListed),
        Loss.EqlDecayCase { Decay: ThresholdFunction.ExponentialDecay decay } eql => Loss.EqlDecay(decay with { A = Short(decay.A / Stretch) }, eql.KeepsListed),
        Loss.EqlDecayCase { Decay: ThresholdFunction.GompertzDecay decay } eql => Loss.EqlDecay(decay with { C = Short(decay.C / Stretch) }, eql.KeepsListed),
        _ => loss,
    };

    /// <summary>The sampling with its threshold taken over.</summary>
    public Sampling Scaled(Sampling sampling) => sampling is Sampling.RepeatFactor factor ? new Sampling.RepeatFactor(Of(factor.Threshold)) : sampling;

    /// <summary>By how much frequencies are larger here, where the tail of the paper's lambda ends.</summary>
    private double Stretch => Of(Baselines.LvisLambda) / Baselines.LvisLambda;
}

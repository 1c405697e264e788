using Workbook.Data.Detection;

namespace Workbook.Models;

/// <summary>
/// The paper's re-scoring of an ensemble (appendix A): scores of rare and common categories, low for want of objects to learn from, are raised so that the
/// limit of detections of an image keeps more of them.
/// </summary>
/// <param name="Rare">Above 0, as the others.</param>
/// <param name="Common">Likewise.</param>
/// <param name="Frequent">Likewise.</param>
/// <remarks>The paper gives no numbers. Only their ratios matter; scores are divided by the largest, so that they stay in [0, 1].</remarks>
public sealed record Rescoring(double Rare, double Common, double Frequent)
{
    /// <summary>The mildest of five tried on the validation images, which had the highest AP: profile mini, seed 0, data-scripts/rescoring.cs.</summary>
    public static Rescoring Default { get; } = new(1.25, 1.125, 1);

    /// <summary>The factor of each category, in (0, 1], for <see cref="EnsembleConfig.CategoryFactors"/>.</summary>
    /// <param name="groups">The group of each category.</param>
    /// <exception cref="ArgumentException">A number is not positive, or a category is of no group.</exception>
    public IReadOnlyList<double> Factors(IEnumerable<FrequencyGroup> groups)
    {
        if (!(Rare > 0 && Common > 0 && Frequent > 0 && double.IsFinite(Rare + Common + Frequent)))
            throw new ArgumentException(FormattableString.Invariant($"Re-scoring by {Rare}, {Common}, {Frequent}: expected positive finite numbers."));
        var largest = Math.Max(Rare, Math.Max(Common, Frequent));
        return [.. groups.Select((group, category) => group switch
        {
            FrequencyGroup.Rare => Rare / largest,
            FrequencyGroup.Common => Common / largest,
            FrequencyGroup.Frequent => Frequent / largest,
            _ => throw new ArgumentException($"Category {category} is neither rare, common nor frequent; re-scoring needs the groups of LVIS's files.", nameof(groups)),
        })];
    }
}

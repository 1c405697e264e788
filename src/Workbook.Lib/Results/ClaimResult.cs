using Workbook.Experiments;
using Workbook.Reporting;

namespace Workbook.Results;

/// <summary>What the runs say about a claim of the paper: see <see cref="Results.Verdict"/> for the rule.</summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed record ClaimResult : INotebookValue
{
    internal ClaimResult(Claim claim, IReadOnlyList<ContrastResult> contrasts)
    {
        Claim = claim;
        Contrasts = contrasts;
        Verdict = Precedence.First(verdict => contrasts.Any(contrast => contrast.Verdict == verdict));
        Deciding = contrasts.Where(contrast => contrast.Verdict == Verdict).MinBy(Above)!;
    }

    private static Verdict[] Precedence => [Verdict.NotReproduced, Verdict.NotComparable, Verdict.Inconclusive, Verdict.Reproduced];

    /// <summary>The claim.</summary>
    public Claim Claim { get; }

    /// <summary>The verdict.</summary>
    public Verdict Verdict { get; }

    /// <summary>The contrasts, in the order of the claim.</summary>
    public IReadOnlyList<ContrastResult> Contrasts { get; }

    /// <summary>The contrast that the verdict hangs on: of those with the same verdict, the lowest above its margin.</summary>
    public ContrastResult Deciding { get; }

    /// <summary>Whether a number of it comes from synthetic data.</summary>
    public bool IsSynthetic => Contrasts.Any(contrast => contrast.IsSynthetic);

    /// <summary>Why this verdict, in a sentence; the numbers are those of <see cref="Deciding"/>.</summary>
    public string Reason
    {
        get
        {
            if (Contrasts.Count == 1)
                return Deciding.Reason;
            var count = Contrasts.Count(contrast => contrast.Verdict == Verdict);
            var share = count == Contrasts.Count ? count == 2 ? "Both" : $"All {count}" : $"{count} of {Contrasts.Count}";
            return $"{share} contrasts {(count == 1 ? "is" : "are")} {VerdictText.Of(Verdict)}, the deciding one because {Deciding.Clause}.";
        }
    }

    string INotebookValue.ToHtml() => ReportStyle.Fragment(ClaimHtml.Write(this)).ToString();

    string INotebookValue.ToText() => $"{Claim.Statement} {char.ToUpperInvariant(VerdictText.Of(Verdict)[0])}{VerdictText.Of(Verdict)[1..]}. {Reason}";

    // A verdict of "not reproduced" hangs on the upper end, others on the lower; a contrast with numbers tells more than one without.
    private static double Above(ContrastResult result) =>
        ((result.Verdict == Verdict.NotReproduced ? result.Upper : result.Lower) ?? result.Mean ?? double.PositiveInfinity) - result.Contrast.Margin;
}

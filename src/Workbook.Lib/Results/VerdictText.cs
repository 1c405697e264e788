namespace Workbook.Results;

/// <summary>Verdicts in words.</summary>
public static class VerdictText
{
    /// <summary><c>reproduced</c>, <c>not reproduced</c>, <c>inconclusive</c> or <c>not comparable</c>.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "reproduced",
        Verdict.NotReproduced => "not reproduced",
        Verdict.Inconclusive => "inconclusive",
        Verdict.NotComparable => "not comparable",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Expected a verdict."),
    };
}

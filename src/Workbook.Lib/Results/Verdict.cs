namespace Workbook.Results;

/// <summary>
/// What the runs say about a claim, or about one of its contrasts.
/// <para>
/// A contrast is judged by the 95 % confidence interval of its mean over seeds. Where all its rows share at least two seeds, the contrast is taken seed by
/// seed and the interval is Student's; otherwise, where each row has at least two seeds, it is Welch's; otherwise there is none.
/// </para>
/// <para>
/// A claim holds only if all its contrasts do: it is <see cref="NotReproduced"/> where one of them is, otherwise <see cref="NotComparable"/> where one of
/// them is, otherwise <see cref="Inconclusive"/> where one of them is, otherwise <see cref="Reproduced"/>.
/// </para>
/// </summary>
public enum Verdict
{
    /// <summary>The interval lies above the margin.</summary>
    Reproduced,

    /// <summary>The interval lies at or below the margin.</summary>
    NotReproduced,

    /// <summary>The interval spans the margin, or there is none: a row without runs, fewer than two seeds, or a seed that diverged.</summary>
    Inconclusive,

    /// <summary>
    /// The runs cannot say: smoke runs; a row that the paper only quotes; rows of unlike data, device, libtorch or code; a claim about an absolute
    /// size at another scale than the paper's or on synthetic data. Never a success.
    /// </summary>
    NotComparable,
}

using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>A claim of the paper with its verdict as HTML: the deciding numbers at once, every contrast on request.</summary>
internal static class ClaimHtml
{
    /// <summary>The claim.</summary>
    public static Html Write(ClaimResult result)
    {
        var deciding = result.Deciding;
        return Html.Of($"""
            <article class="claim">
            <p class="statement">{Badge(result.Verdict)}{Synthetic(result.IsSynthetic)} {Html.Text(result.Claim.Statement)}</p>
            <p>{Html.Text(deciding.Contrast.Label)}: here <b>{Measured(deciding)}</b>, published <b>{Published(deciding)}</b>, needed above {deciding.MarginText}.</p>
            <p>{result.Reason} <span class="source">Claimed in {result.Claim.Source}.</span></p>
            <details><summary>Contrasts ({result.Contrasts.Count})</summary>
            {Contrasts(result)}</details>
            </article>

            """);
    }

    /// <summary>A verdict that reads without colour.</summary>
    public static Html Badge(Verdict verdict)
    {
        var text = VerdictText.Of(verdict);
        return Html.Of($"<span class=\"verdict {text.Replace(' ', '-')}\"><span aria-hidden=\"true\">{Symbol(verdict)} </span>{text}</span>");
    }

    /// <summary>The mark of numbers from synthetic data; empty where there are none.</summary>
    public static Html Synthetic(bool isSynthetic) => isSynthetic ? Html.Of($" <strong class=\"synthetic\">SYNTHETIC</strong>") : default;

    /// <summary>The measured contrast.</summary>
    public static string Measured(ContrastResult result) => result.Mean is null ? "no number" : result.MeasuredText;

    /// <summary>The published contrast.</summary>
    public static string Published(ContrastResult result) => result.Published is null ? "not given" : result.PublishedText;

    private static Html Contrasts(ClaimResult result) => HtmlTable.Write(
        $"Contrasts: {result.Claim.Statement}",
        "contrasts",
        "Percentage points. The claim needs every contrast above its margin; intervals are 95 % over seeds.",
        ["Contrast", "Verdict", "here", "published", "margin", "Seeds"],
        result.Contrasts.Select(Contrast));

    private static Html Contrast(ContrastResult result) => Html.Of($"""
        <tr><th scope="row">{Html.Text(result.Contrast.Label)}<span class="minor">{result.Reason}</span></th>
        <td>{Badge(result.Verdict)}</td>
        <td class="number">{Measured(result)}{Deviation(result)}</td><td class="number">{Published(result)}</td><td class="number">{result.MarginText}</td>
        <td>{string.Join(", ", result.Seeds)}{(result.IsPaired ? " (paired)" : "")}</td></tr>

        """);

    private static Html Deviation(ContrastResult result) =>
        result.Deviation is { } deviation ? Html.Of($"<span class=\"minor\">± {deviation:F2} over seeds</span>") : default;

    private static string Symbol(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "✓",
        Verdict.NotReproduced => "✗",
        Verdict.Inconclusive => "?",
        _ => "–",
    };
}

using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>A claim of the paper with its verdict as HTML: the deciding numbers at once, every contrast on request.</summary>
internal static class ClaimHtml
{
    /// <summary>The claim.</summary>
    /// <param name="result">The claim with its verdict.</param>
    /// <param name="id">What links lead to; null for none.</param>
    public static Html Write(ClaimResult result, string? id = null)
    {
        var deciding = result.Deciding;
        return Html.Of($"""
            <article class="claim"{(id is null ? default : Html.Of($" id=\"{id}\""))}>
            <p class="statement">{Badge(result.Verdict)}{Synthetic(result.IsSynthetic)} {Html.Text(result.Claim.Statement)}</p>
            <p>{Html.Text(deciding.Contrast.Label)}: here <b>{Measured(deciding)}</b>, published <b>{Published(deciding)}</b>, needed above {deciding.MarginText}.</p>
            <p>{result.Reason} <span class="source">Claimed in {result.Claim.Source}.</span></p>
            <details><summary>Contrasts ({result.Contrasts.Count})</summary>
            {Contrasts(result)}</details>
            </article>

            """);
    }

    /// <summary>The claim as a row: verdict, statement, and the deciding contrast here, published and needed.</summary>
    /// <param name="result">The claim with its verdict.</param>
    /// <param name="id">The claim in full, on the same page; null where it is not there.</param>
    public static Html Line(ClaimResult result, string? id)
    {
        var statement = Html.Text(result.Claim.Statement);
        return Html.Of($"""
            <tr><td>{Badge(result.Verdict)}{Synthetic(result.IsSynthetic)}</td>
            <th scope="row">{(id is null ? statement : Html.Of($"<a href=\"#{id}\">{statement}</a>"))}<span class="minor">{result.Claim.Source}. {result.Reason}</span></th>
            <td class="number">{Measured(result.Deciding)}</td><td class="number">{Published(result.Deciding)}</td>
            <td class="number">&gt; {result.Deciding.MarginText}</td></tr>

            """);
    }

    /// <summary>A verdict that reads without colour.</summary>
    public static Html Badge(Verdict verdict)
    {
        var text = VerdictText.Of(verdict);
        return Html.Of($"<span class=\"verdict {text.Replace(' ', '-')}\"><span aria-hidden=\"true\">{Symbol(verdict)} </span>{text}</span>");
    }

    // Empty where the data are real.
    private static Html Synthetic(bool isSynthetic) => isSynthetic ? Html.Of($" <strong class=\"synthetic\">SYNTHETIC</strong>") : default;

    private static string Measured(ContrastResult result) => result.Mean is null ? "no number" : result.MeasuredText;

    private static string Published(ContrastResult result) => result.Published is null ? "not given" : result.PublishedText;

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

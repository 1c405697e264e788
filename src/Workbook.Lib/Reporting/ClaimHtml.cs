using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>A claim of the paper with its verdict as HTML: the deciding numbers at once, every contrast on request.</summary>
internal static class ClaimHtml
{
    /// <summary>The claim.</summary>
    public static Html Write(ClaimResult result) => Html.Of($"""
        <article class="claim">
        <p class="statement">{Badge(result.Verdict)}{Synthetic(result.IsSynthetic)} {result.Claim.Statement}</p>
        <p>{result.Deciding.Contrast.Label}: here <b>{Measured(result.Deciding)}</b>, published <b>{Published(result.Deciding)}</b>, needed above {result.Deciding.MarginText}.</p>
        <p>{result.Reason} <span class="source">Claimed in {result.Claim.Source}.</span></p>
        <details><summary>Contrasts ({result.Contrasts.Count})</summary>
        {Contrasts(result)}</details>
        </article>

        """);

    /// <summary>A verdict that reads without colour.</summary>
    public static Html Badge(Verdict verdict) => Html.Of(
        $"<span class=\"verdict {VerdictText.Of(verdict).Replace(' ', '-')}\"><span aria-hidden=\"true\">{Symbol(verdict)} </span>{VerdictText.Of(verdict)}</span>");

    private static Html Contrasts(ClaimResult result) => Html.Of($"""
        <div class="scroll" role="region" tabindex="0" aria-label="Contrasts: {result.Claim.Statement}">
        <table>
        <caption>Percentage points. The claim needs every contrast above its margin; intervals are 95 % over seeds.</caption>
        <thead><tr><th scope="col">Contrast</th><th scope="col">Verdict</th><th scope="col" class="number">here</th><th scope="col" class="number">published</th><th scope="col" class="number">margin</th><th scope="col">Seeds</th></tr></thead>
        <tbody>
        {result.Contrasts.Select(Contrast)}</tbody>
        </table>
        </div>
        """);

    private static Html Contrast(ContrastResult result) => Html.Of($"""
        <tr><th scope="row">{result.Contrast.Label}<span class="minor">{result.Reason}</span></th><td>{Badge(result.Verdict)}</td><td class="number">{Measured(result)}{Deviation(result)}</td><td class="number">{Published(result)}</td><td class="number">{result.MarginText}</td><td>{string.Join(", ", result.Seeds)}{(result.IsPaired ? " (paired)" : "")}</td></tr>

        """);

    private static string Measured(ContrastResult result) => result.Mean is null ? "no number" : result.MeasuredText;

    private static string Published(ContrastResult result) => result.Published is null ? "not given" : result.PublishedText;

    private static Html Deviation(ContrastResult result) =>
        result.Deviation is { } deviation ? Html.Of($"<span class=\"minor\">± {deviation:F2} over seeds</span>") : default;

    private static Html Synthetic(bool isSynthetic) => isSynthetic ? Html.Of($" <strong class=\"synthetic\">SYNTHETIC</strong>") : default;

    private static string Symbol(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "✓",
        Verdict.NotReproduced => "✗",
        Verdict.Inconclusive => "?",
        _ => "–",
    };
}

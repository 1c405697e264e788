namespace Workbook.Reporting.Bundles;

/// <summary>How a check of a bundle ended.</summary>
public enum CheckOutcome
{
    /// <summary>It holds.</summary>
    Ok,

    /// <summary>It could not be made, or not in full; nothing was found that does not hold.</summary>
    Open,

    /// <summary>It does not hold.</summary>
    Failed,
}

/// <summary>One check of a bundle.</summary>
/// <param name="Name">What was checked, in a word.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Text">What holds, or why the check is open; for one that failed, how many things do not hold.</param>
/// <param name="Problems">What does not hold: what, where, got, expected. Empty unless it failed.</param>
public sealed record BundleCheck(string Name, CheckOutcome Outcome, string Text, IReadOnlyList<string> Problems)
{
    private const int MostShown = 20;

    /// <summary>The check in a line, and below it what does not hold, at most twenty things.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"{(Outcome == CheckOutcome.Failed ? "FAILED" : Outcome.ToString().ToLowerInvariant()),-7} {Name,-12} {Text}";
        foreach (var problem in Problems.Take(MostShown))
            yield return $"        {Printable(problem)}";
        if (Problems.Count > MostShown)
            yield return FormattableString.Invariant($"        and {Problems.Count - MostShown} more");
    }

    // A bundle may come from anybody: what it says must not steer a terminal.
    private static string Printable(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));
}

using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>What a figure's title must say about where its numbers come from.</summary>
internal static class FigureScope
{
    /// <summary>A title that ends in profile, and in what keeps the numbers from being results.</summary>
    public static string Title(string subject, Profile profile, IReadOnlyList<RowResults> rows)
    {
        var title = $"{subject}. Profile {profile.ToString().ToLowerInvariant()}";
        if (profile == Profile.Smoke)
            title += ": the numbers mean nothing";
        return rows.Any(row => row.IsSynthetic) ? $"{title}. SYNTHETIC data" : title;
    }

    /// <summary>The word across a figure whose numbers are not results; null where they are.</summary>
    public static string? Watermark(Profile profile, IReadOnlyList<RowResults> rows) =>
        rows.Any(row => row.IsSynthetic) ? "SYNTHETIC" : profile == Profile.Smoke ? "SMOKE" : null;

    /// <summary>The row's name, marked where its data are synthetic.</summary>
    public static string Name(RowResults row) => row.Row.Label + (row.IsSynthetic ? " (SYNTHETIC)" : "");

    /// <summary>The heading of a panel of measured numbers, in short lines: on a phone a panel is 120 pixels wide.</summary>
    public static string Here(Profile profile, IReadOnlyList<RowResults> rows) =>
        $"Here ({profile.ToString().ToLowerInvariant()})" + (rows.Any(row => row.IsSynthetic) ? "\nSYNTHETIC data" : "");

    /// <summary><c> after 1,500 iterations</c>, where the rows have one length.</summary>
    public static string Length(IReadOnlyList<RowResults> rows)
    {
        var iterations = rows.Select(row => row.Iterations).OfType<int>().Distinct().ToArray();
        return iterations.Length == 1 ? FormattableString.Invariant($" after {iterations[0]:N0} iterations") : "";
    }

    /// <summary><c>mean of 3 seeds</c>, or <c>seed 0</c>.</summary>
    public static string Seeds(RowResults row) => row.Records.Count == 1
        ? FormattableString.Invariant($"seed {row.Records[0].Record.Spec.Seed}")
        : FormattableString.Invariant($"mean of {row.Records.Count} seeds");
}

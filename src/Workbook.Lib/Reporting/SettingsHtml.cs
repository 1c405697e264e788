using System.Globalization;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>What is trained, in words: each distinct recipe once, at this profile beside the paper's.</summary>
internal static class SettingsHtml
{
    /// <summary>The recipes of these tables; losses are listed with the rows that use them.</summary>
    public static Html Write(IReadOnlyList<PaperTable> tables, Profile profile)
    {
        var rows = tables
            .SelectMany(table => table.Rows, (table, row) => (Table: table.Id, Row: row.Id, row.Experiment))
            .Where(row => row.Experiment is ClassificationExperiment)
            .Select(row => (Name: $"{row.Table} {row.Row}", Experiment: (ClassificationExperiment)row.Experiment!));
        return Html.Of($"{rows.GroupBy(row => row.Experiment with { Loss = Loss.Softmax() }).Select(recipe => Recipe(recipe.Key, profile, recipe))}");
    }

    private static Html Recipe(ClassificationExperiment paper, Profile profile, IEnumerable<(string Name, ClassificationExperiment Experiment)> rows)
    {
        var here = ExperimentFacts.Of((ClassificationExperiment)paper.Scaled(profile));
        var losses = rows.GroupBy(row => row.Experiment.Loss).Select(loss => (Loss: Text(loss.Key), Rows: string.Join("; ", loss.Select(row => row.Name))));
        return Html.Of($"""
            {HtmlTable.Write(
                "Settings",
                "settings",
                "Settings of every run; what the profile changes is in bold.",
                ["Setting", $"Profile {profile.ToString().ToLowerInvariant()}", "Paper"],
                here.Zip(ExperimentFacts.Of(paper), Setting))}
            {HtmlTable.Write(
                "Losses",
                "settings",
                "The loss is all that differs between rows.",
                ["Loss", "Rows"],
                losses.Select(loss => Html.Of($"<tr><th scope=\"row\">{Html.Text(loss.Loss)}</th><td><code>{loss.Rows}</code></td></tr>\n")))}
            """);
    }

    private static Html Setting((string Name, string Value) here, (string Name, string Value) paper) => here.Value == paper.Value
        ? Html.Of($"<tr><th scope=\"row\">{here.Name}</th><td colspan=\"2\">{here.Value}</td></tr>\n")
        : Html.Of($"<tr class=\"changed\"><th scope=\"row\">{here.Name}</th><td>{here.Value}</td><td>{paper.Value}</td></tr>\n");

    private static string Text(Loss loss) => loss switch
    {
        Loss.SoftmaxCase => "Softmax cross-entropy",
        Loss.SigmoidCase => "Sigmoid cross-entropy",
        Loss.EqlCase eql => $"Equalization loss, lambda {LambdaText.Of(eql.Lambda)}",
        Loss.SoftmaxEqlCase seql => Invariant($"Softmax equalization loss, gamma {seql.Gamma}, lambda {LambdaText.Of(seql.Lambda)}"),
        Loss.FocalCase focal => Invariant($"Focal loss, gamma {focal.Gamma}") + (focal.Alpha is { } alpha ? Invariant($", alpha {alpha}") : ""),
        Loss.ClassBalancedCase balanced => Invariant($"Class-balanced {balanced.Form.ToString().ToLowerInvariant()} loss, beta {balanced.Beta}")
            + (balanced.Gamma > 0 ? Invariant($", gamma {balanced.Gamma}") : ""),
        _ => loss.Slug,
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

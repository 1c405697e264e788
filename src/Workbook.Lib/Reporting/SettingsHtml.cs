using System.Globalization;
using Workbook.Data;
using Workbook.Experiments;

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
        var here = Facts((ClassificationExperiment)paper.Scaled(profile));
        var losses = rows.GroupBy(row => row.Experiment.Loss).Select(loss => (Loss: Text(loss.Key), Rows: string.Join("; ", loss.Select(row => row.Name))));
        return Html.Of($"""
            {HtmlTable.Write(
                "Settings",
                "settings",
                "Settings of every run; what the profile changes is in bold.",
                ["Setting", $"Profile {profile.ToString().ToLowerInvariant()}", "Paper"],
                here.Zip(Facts(paper), Setting))}
            {HtmlTable.Write(
                "Losses",
                "settings",
                "The loss is all that differs between rows.",
                ["Loss", "Rows"],
                losses.Select(loss => Html.Of($"<tr><th scope=\"row\">{loss.Loss}</th><td><code>{loss.Rows}</code></td></tr>\n")))}
            """);
    }

    private static Html Setting((string Name, string Value) here, (string Name, string Value) paper) => here.Value == paper.Value
        ? Html.Of($"<tr><th scope=\"row\">{here.Name}</th><td colspan=\"2\">{here.Value}</td></tr>\n")
        : Html.Of($"<tr class=\"changed\"><th scope=\"row\">{here.Name}</th><td>{here.Value}</td><td>{paper.Value}</td></tr>\n");

    private static IReadOnlyList<(string Name, string Value)> Facts(ClassificationExperiment experiment) =>
    [
        ("Data", Text(experiment.Data)),
        ("Network", experiment.Model == ClassifierModel.ResNet32 ? "ResNet-32" : experiment.Model.ToString()),
        ("Batch size", Invariant($"{experiment.BatchSize}")),
        ("Iterations", Invariant($"{experiment.Schedule.Iterations:N0}")),
        ("Warm-up", experiment.Schedule.WarmupIterations == 0 ? "none" : Invariant(
            $"linear from {experiment.Schedule.WarmupFrom} to {experiment.Schedule.PeakLearningRate} over {experiment.Schedule.WarmupIterations:N0} iterations")),
        ("Learning rate", Invariant($"{experiment.Schedule.PeakLearningRate}, times {experiment.Schedule.Decay} at iteration ")
            + string.Join(" and ", experiment.Schedule.Milestones.Select(milestone => Invariant($"{milestone:N0}")))),
        ("Optimizer", Invariant($"SGD, momentum {experiment.Optimizer.Momentum}{(experiment.Optimizer.Nesterov ? " (Nesterov)" : "")}, ")
            + Invariant($"weight decay {experiment.Optimizer.WeightDecay}")),
        ("Augmentation", Text(experiment.Augmentation)),
    ];

    private static string Text(ClassificationData data) => data switch
    {
        Cifar100LongTail cifar => Invariant($"CIFAR-100-LT, imbalance {cifar.Imbalance}, selection seed {cifar.SubsetSeed}")
            + (cifar.TrainPerClassLimit is { } train ? Invariant($", at most {train} training images a class") : "")
            + (cifar.TestPerClassLimit is { } test ? Invariant($", {test} test images a class") : ""),
        _ => data.Slug,
    };

    private static string Text(AugmentationRecipe recipe)
    {
        var parts = new List<string>();
        if (recipe.CropPadding > 0)
            parts.Add(Invariant($"random crop after {recipe.CropPadding} pixels of zero padding"));
        if (recipe.Flip)
            parts.Add("random horizontal flip");
        if (recipe.AutoAugment)
            parts.Add("AutoAugment (CIFAR policy)");
        if (recipe.CutoutLength > 0)
            parts.Add(Invariant($"Cutout {recipe.CutoutLength} x {recipe.CutoutLength}"));
        return parts.Count > 0 ? string.Join(", ", parts) : "none";
    }

    private static string Text(Loss loss) => loss switch
    {
        Loss.SoftmaxCase => "Softmax cross-entropy",
        Loss.SigmoidCase => "Sigmoid cross-entropy",
        Loss.EqlCase eql => Invariant($"Equalization loss, lambda {eql.Lambda}"),
        Loss.SoftmaxEqlCase seql => Invariant($"Softmax equalization loss, gamma {seql.Gamma}, lambda {seql.Lambda}"),
        Loss.FocalCase focal => Invariant($"Focal loss, gamma {focal.Gamma}") + (focal.Alpha is { } alpha ? Invariant($", alpha {alpha}") : ""),
        Loss.ClassBalancedCase balanced => Invariant($"Class-balanced {balanced.Form.ToString().ToLowerInvariant()} loss, beta {balanced.Beta}")
            + (balanced.Gamma > 0 ? Invariant($", gamma {balanced.Gamma}") : ""),
        _ => loss.Slug,
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>
/// The first cell of a notebook: its tables, how long they take, how to run them, what was recorded for the paper's claims, and what differs
/// from the paper. Made by <c>data-scripts/notebooks.cs</c> from the declarations and the records, never by hand.
/// </summary>
public static class NotebookHeader
{
    // One step of 256 images on two CPU cores: results/benchmarks/resnet32-step.txt.
    private const double SecondsPerStep = 0.51;

    // One image of a detector's training on two CPU cores, evaluation included: 5 minutes for the 1,000 steps of 8 images at mini; 1.8 s for 480 x 640
    // pixels (results/benchmarks/mask-rcnn.txt), of which 800 x 1067 are 2.8 times as many.
    private const double SecondsPerSmallImage = 0.037;
    private const double SecondsPerImage = 5;

    // One step of a backbone's training on drawn objects: half of what the records of the four at mini have on one core.
    private const double SecondsPerBackboneStep = 0.15;

    // One image of a classifier's training on ImageNet-LT: ResNet-10 on 224 x 224 pixels on two cores, and a quarter of its channels on 56 x 56 on one core.
    private const double SecondsPerPhoto = 0.05;
    private const double SecondsPerDrawing = 0.0008;

    private const string ClassificationDifferences = """
        **What differs from the paper.** `mini` and `smoke` shorten the schedule, and `smoke` takes few images; nothing else changes between
        profiles. One process on one device takes the whole batch. Which images a class keeps is drawn with a fixed seed of this workbook's own: the
        paper does not publish its choice.
        """;

    private const string ImageNetDifferences = """
        **What differs from the paper.** `paper` has its settings, on your copy of ImageNet. `mini` and `smoke` train a thin ResNet-10 in few iterations on small drawn
        images of fewer classes. Their class sizes are ImageNet-LT's at equally spaced ranks, scaled down; lambda parts the same ranks of classes, and a class counts as many-,
        medium- or few-shot by the class of ImageNet-LT at its rank. One process on one device takes the whole batch.
        """;

    private const string DetectionDifferences = """
        **What differs from the paper.** `paper` has its settings, with detectron2's warm-up, which the paper does not name. `mini` and `smoke` train a
        thin detector on small images of a synthetic set with fewer categories, whose frequency groups have LVIS's shares of all pairs of an image and a
        category. They take fewer steps of fewer images, with the learning rate three times what is in proportion to the batch; lambda and other frequency thresholds are
        those with the paper's tail ratio on that set. One process on one device takes the whole batch.
        """;

    /// <summary>The cell as Markdown.</summary>
    /// <param name="reports">The tables of one notebook at one profile, at least one.</param>
    public static string Write(IReadOnlyList<TableReport> reports)
    {
        var text = new StringBuilder();
        var experiment = reports[0].Table.Rows.Select(row => row.Experiment).OfType<Experiment>().First();
        var numbers = reports.Select(report => report.Table.Number["Table ".Length..]).ToArray();
        Line(text, $"# Equalization Loss for Long-Tailed Object Recognition: {(numbers.Length > 1 ? "Tables" : "Table")} {string.Join(" and ", numbers)}");
        foreach (var report in reports)
            Line(text, $"**{report.Table.Title}.** {report.Table.Caption} Published numbers: {report.Table.Source}.");

        Times(text, reports);
        var tables = string.Join(' ', reports.Select(report => report.Table.Id));
        Line(text, $"""
            Train what has no record, then write tables, this notebook and the report (one table, one row or more seeds: `./workbook run --help`):

            ```sh
            ./workbook run {tables} --profile mini{(IsOnCifar(experiment) ? " --data FOLDER" : "")}
            ```

            Run this notebook without an editor, on what is recorded:

            ```sh
            ./workbook notebook run notebooks/{reports[0].Table.Notebook}.ipynb -p profile=mini
            ```
            """);
        Claims(text, reports);
        var notes = reports.SelectMany(report => report.Table.Notes.Concat(
            report.Rows.Where(row => row.Row.Note is not null).Select(row => $"{row.Row.Label}: {row.Row.Note}")));
        Line(text, experiment.IsDetection ? DetectionDifferences : IsOnCifar(experiment) ? ClassificationDifferences : ImageNetDifferences);
        Line(text, string.Join('\n', notes.Select(note => $"- {note}")));
        return text.ToString().TrimEnd('\n');
    }

    private static void Times(StringBuilder text, IReadOnlyList<TableReport> reports)
    {
        text.Append("| On two CPU cores, about | Runs a seed | `smoke` | `mini` | `paper` |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var report in reports)
        {
            var experiments = report.Table.Rows.Select(row => row.Experiment).OfType<Experiment>().SelectMany(experiment => experiment.Trainings).Distinct().ToArray();
            text.Append(CultureInfo.InvariantCulture, $"| {report.Table.Number} | {experiments.Length} |");
            foreach (var profile in Enum.GetValues<Profile>())
            {
                var scaled = experiments.Select(experiment => experiment.Scaled(profile)).ToArray();
                var backbones = scaled.OfType<DetectionExperiment>().Select(detection => detection.Backbone).OfType<BackboneExperiment>().Distinct();
                text.Append(' ').Append(Duration(scaled.Concat(backbones).Sum(Seconds))).Append(" |");
            }
            text.Append('\n');
        }
        text.Append('\n');
    }

    private static double Seconds(Experiment experiment) => experiment switch
    {
        ClassificationExperiment classification when IsOnCifar(classification) => classification.Iterations * classification.BatchSize / 256.0 * SecondsPerStep,
        ClassificationExperiment classification =>
            (double)classification.Iterations * classification.BatchSize * (classification.Data is ImageNetLt ? SecondsPerPhoto : SecondsPerDrawing),
        DetectionExperiment detection =>
            (double)detection.Iterations * detection.BatchSize * (detection.Scale == DetectorScale.Paper ? SecondsPerImage : SecondsPerSmallImage),
        BackboneExperiment backbone => backbone.Iterations * SecondsPerBackboneStep,
        _ => 0,
    };

    private static bool IsOnCifar(Experiment experiment) => experiment is ClassificationExperiment { Data: Cifar100LongTail };

    private static string Duration(double seconds) => FormattableString.Invariant(seconds switch
    {
        < 60 => $"a minute",
        < 5400 => $"{seconds / 60:F0} minutes",
        < 200_000 => $"{seconds / 3600:F0} hours",
        _ => $"{seconds / 86_400:F0} days",
    });

    private static void Claims(StringBuilder text, IReadOnlyList<TableReport> reports)
    {
        var profile = reports[0].Profile.ToString().ToLowerInvariant();
        text.Append(CultureInfo.InvariantCulture, $"| The paper's claims | Where | Recorded at `{profile}` |\n| --- | --- | --- |\n");
        foreach (var result in reports.SelectMany(report => report.Claims))
        {
            text.Append("| ").AppendJoin(" | ", result.Claim.Statement, result.Claim.Source, VerdictText.Of(result.Verdict));
            text.Append(result.IsSynthetic ? " (SYNTHETIC data) |\n" : " |\n");
        }
        text.Append('\n');
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\n\n");
}

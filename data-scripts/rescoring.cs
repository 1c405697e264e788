// Tests the ensemble of Table 11 at mini with scores of rare and common categories raised by several factors, seed 0, and writes results/mini/rescoring.md:
// what the factors of Table 11 were chosen on. Stopped, it goes on with the next.
//
//   dotnet run -c Release data-scripts/rescoring.cs
#:project ../src/Workbook.Lib/Workbook.Lib.csproj
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
using System.Globalization;
using System.Text;
using Workbook.Experiments;
using Workbook.Machine;
using Workbook.Models;
using Workbook.Results;
using Workbook.Training;

string[] metrics = ["ap", "apr", "apc", "apf", "apbbox"];
// Common categories get half of what rare ones get above 1.
double[] factors = [1.25, 1.5, 2, 3];
var notRescored = PaperTables.Table11.Row("not-rescored");
TableRow[] rows =
[
    notRescored with { Label = "not re-scored" },
    .. factors.Select(factor => notRescored with
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"rescored-{factor}"),
        Label = string.Create(CultureInfo.InvariantCulture, $"rare {factor}, common {(1 + factor) / 2}"),
        Experiment = (ChallengeSystem)notRescored.Experiment! with { Rescoring = new Rescoring(factor, (1 + factor) / 2, 1) },
    }),
];

var store = new ResultStore(Path.Combine(Root(), "results"));
var executor = new RunExecutor(RunEnvironment.Of(EnvironmentReport.Collect(), "cpu"), store);
var runner = new TableRunner(store, executor, "cpu", null);
var runs = rows.Select(row => runner.Plan([PaperTables.Table11 with { Rows = [row] }], Profile.Mini, seeds: 1, []).Single()).ToArray();
var completed = runner.Run(runs, resume: true, new Lines(), CancellationToken.None);
if (completed.FirstOrDefault(run => !run.Succeeded) is { } failed)
{
    Console.WriteLine($"{failed.Run.Spec.Experiment.Slug}: {failed.Detail}: no table is written.");
    return 1;
}

var text = new StringBuilder("# The ensemble of Table 11, re-scored by several factors\n\n");
text.Append(CultureInfo.InvariantCulture, $"| Scores | {string.Join(" | ", metrics.Select(Header))} |\n| --- |{string.Concat(Enumerable.Repeat(" ---: |", metrics.Length))}\n");
foreach (var (row, run) in rows.Zip(completed))
    text.Append(CultureInfo.InvariantCulture, $"| {row.Label} | {string.Join(" | ", metrics.Select(metric => run.Record!.Metrics[metric].ToString("F2", CultureInfo.InvariantCulture)))} |\n");
text.Append("\nSYNTHETIC data (synthetic LVIS), validation images, seed 0, profile mini.\n");
var file = Path.Combine(store.ProfileFolder(Profile.Mini), "rescoring.md");
File.WriteAllText(file + ".tmp", text.ToString());
File.Move(file + ".tmp", file, overwrite: true);
Console.WriteLine($"{text}\n{file}");
return 0;

static string Header(string metric) => PaperTables.Table1.Metrics.Single(column => column.Id == metric).Header;

static string Root()
{
    for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
            return folder.FullName;
    throw new DirectoryNotFoundException($"Workbook.sln is in no folder above {Environment.CurrentDirectory}; run the script inside the checkout.");
}

file sealed class Lines : IRunObserver
{
    public void Started(PlannedRun run) => Console.WriteLine($"{run.Spec.Experiment.Slug}: started");

    public void Progressed(PlannedRun run, TrainingProgress progress)
    {
    }

    public void Ended(CompletedRun run) => Console.WriteLine($"{run.Run.Spec.Experiment.Slug}: {run.Outcome}");
}

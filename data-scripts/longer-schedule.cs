// Trains four rows of Table 5 at mini for three times the iterations, seed 0, to tell the methods' order from that of a short schedule, and writes
// results/mini/longer-schedule.md. Stopped, it goes on where it was; two processes share the runs.
//
//   dotnet run -c Release data-scripts/longer-schedule.cs
#:project ../src/Workbook.Lib/Workbook.Lib.csproj
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
using System.Globalization;
using System.Text;
using Workbook.Experiments;
using Workbook.Machine;
using Workbook.Results;
using Workbook.Training;

const int factor = 3;
string[] metrics = ["ap", "apr", "apc", "apf"];
string[] names = ["sigmoid", "eql", "repeat-factor", "class-aware"];
TableRow[] rows = [.. names.Select(PaperTables.Table5.Row)];

var store = new ResultStore(Path.Combine(Root(), "results"));
var executor = new RunExecutor(RunEnvironment.Of(EnvironmentReport.Collect(), "cpu"), store);
foreach (var row in rows)
{
    var spec = Spec(row, factor);
    using var hold = store.TryLock(spec, out var holder);
    if (hold is null)
        Console.WriteLine($"{row.Label}: in training by {holder}");
    else if (store.Find(spec) is null)
        store.Write(executor.Execute(spec, store.WorkFolder(spec), null, new Progress(row.Label), CancellationToken.None));
}

var text = new StringBuilder("# Table 5 after three times the iterations\n\n");
var (few, many) = (Spec(rows[0], 1).Experiment.Iterations, Spec(rows[0], factor).Experiment.Iterations);
text.Append(CultureInfo.InvariantCulture, $"| Row | {string.Join(" | ", metrics.SelectMany(metric => new[] { few, many }, (metric, n) => $"{Header(metric)}, {n:N0} iterations"))} |\n");
text.Append(CultureInfo.InvariantCulture, $"| --- |{string.Concat(Enumerable.Repeat(" ---: |", 2 * metrics.Length))}\n");
foreach (var row in rows)
{
    if (store.Find(Spec(row, 1)) is not { } shorter || store.Find(Spec(row, factor)) is not { } longer)
    {
        Console.WriteLine($"{row.Label} is not recorded at both lengths yet: no table is written.");
        return 1;
    }
    text.Append(CultureInfo.InvariantCulture, $"| {row.Label} | {string.Join(" | ", metrics.SelectMany(metric => new[] { shorter, longer }, (metric, run) => run.Record.Metrics[metric].ToString("F2", CultureInfo.InvariantCulture)))} |\n");
}
text.Append("\nSYNTHETIC data (synthetic LVIS), seed 0, profile mini but for the iterations; warm-up and decays in proportion.\n");
var file = Path.Combine(store.ProfileFolder(Profile.Mini), "longer-schedule.md");
File.WriteAllText(file + ".tmp", text.ToString());
File.Move(file + ".tmp", file, overwrite: true);
Console.WriteLine($"{text}\n{file}");
return 0;

RunSpec Spec(TableRow row, int times)
{
    var experiment = (DetectionExperiment)row.Experiment!.Scaled(Profile.Mini);
    if (times > 1)
        experiment = experiment with { Schedule = experiment.Schedule.Over(times * experiment.Iterations) };
    return new RunSpec
    {
        Experiment = experiment,
        Profile = Profile.Mini,
        Seed = 0,
        Device = "cpu",
        Data = executor.DescribeData(experiment, null),
        TrainingCode = TrainingCode.Versions.Of(experiment),
        Libtorch = executor.Libtorch,
    };
}

static string Header(string metric) => PaperTables.Table5.Metrics.Single(column => column.Id == metric).Header;

static string Root()
{
    for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
            return folder.FullName;
    throw new DirectoryNotFoundException($"Workbook.sln is in no folder above {Environment.CurrentDirectory}; run the script inside the checkout.");
}

file sealed class Progress(string label) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Iteration % 100 == 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{label}: {value.Phase} {value.Iteration}/{value.Iterations}, loss {value.Loss:F3}"));
    }
}

using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Workbook.Experiments;
using Workbook.Machine;
using Workbook.Training;
using static TorchSharp.torch;
using Profile = Workbook.Experiments.Profile;

namespace Workbook.Cli;

/// <summary><c>workbook plan</c>: what runs will take, from steps measured here; trains nothing and needs no data.</summary>
internal static class PlanCommand
{
    public static Command Create(CliHost host)
    {
        var tables = Options.Tables();
        var profile = Options.Profile();
        var device = Options.Device();
        var devices = new Option<int>("--devices") { Description = "Devices that share a run", DefaultValueFactory = _ => 1, HelpName = "N" };
        devices.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValue(devices) < 1)
                result.AddError($"--devices {result.GetValue(devices)}: expected at least 1.");
        });
        var rate = new Option<double?>("--images-per-second") { Description = "Training speed of one device, in place of measuring it here", HelpName = "N" };
        rate.Validators.Add(result =>
        {
            if (!result.Errors.Any() && !(result.GetValue(rate) > 0))
                result.AddError($"--images-per-second {result.GetValue(rate)?.ToString(CultureInfo.InvariantCulture)}: expected more than 0.");
        });
        var command = new Command("plan", "Estimate for each run its iterations, images, hours, memory and disk, from training steps measured on this machine")
        {
            tables, profile, device, devices, rate,
        };
        command.SetAction(result =>
        {
            TorchThreads.Configure();
            var where = new Device(result.GetRequiredValue(device));
            var estimates = Estimates(Options.Chosen(result, tables), Options.Chosen(result, profile), where, result.GetValue(devices), result.GetValue(rate), host.Error);
            Write(host.Console(), estimates, result.GetRequiredValue(device), result.GetValue(devices), result.GetValue(rate));
            return CommandLine.Success;
        });
        return command;
    }

    private static List<(string Rows, RunEstimate Run)> Estimates(
        PaperTable[] tables, Profile profile, Device device, int devices, double? rate, TextWriter messages)
    {
        var costs = new Dictionary<object, StepCost>();
        return [.. tables.SelectMany(table => table.Rows, (table, row) => (Name: $"{table.Id} {row.Id}", row.Experiment))
            .Where(row => row.Experiment is not null)
            .SelectMany(row => row.Experiment!.Scaled(profile).Trainings, (row, training) => (row.Name, Experiment: training))
            .GroupBy(row => row.Experiment, row => row.Name)
            .Select(group =>
            {
                object kind = group.Key switch
                {
                    DetectionExperiment detection => (detection.Model, detection.Scale, detection.Data, detection.Challenge?.Trunk),
                    ClassificationExperiment classification => (classification.Model, classification.Width, classification.Data),
                    var other => other.GetType(),
                };
                if (!costs.TryGetValue(kind, out var cost))
                {
                    messages.WriteLine($"measuring {group.First()} ...");
                    cost = StepCost.Measure(group.Key, device);
                    costs[kind] = cost = rate is { } images ? cost with { TrainingSeconds = 1 / images } : cost;
                }
                return (string.Join(", ", group), new RunEstimate(group.Key, cost, devices));
            })];
    }

    private static void Write(IAnsiConsole console, List<(string Rows, RunEstimate Run)> estimates, string device, int devices, double? rate)
    {
        var table = new Table().Border(TableBorder.Horizontal);
        table.AddColumn("Run of");
        foreach (var header in new[] { "Iterations", "Images", "s/image", "Time", "GB/device", "GB disk" })
            table.AddColumn(new TableColumn(header).RightAligned());
        foreach (var (rows, run) in estimates)
            table.AddRow(
                new Text(rows), Number($"{run.Iterations:N0}"), Number($"{run.Images:N0}"), Number($"{run.Cost.TrainingSeconds:g3}"), Number($"{Hours(run.Time)}"),
                run.Memory is { } memory ? Number($"{memory / 1e9:f1}") : new Text("?"), Number($"{run.Disk / 1e9:f2}"));
        console.Write(table);
        var total = TimeSpan.FromTicks(estimates.Sum(estimate => estimate.Run.Time.Ticks));
        console.Write(new Text(string.Create(CultureInfo.InvariantCulture,
            $"""
            {estimates.Count} runs, one seed: {Hours(total)} one after the other, on {devices} x {device}{(rate is null ? ", from steps measured on this machine" : FormattableString.Invariant($" at {rate} images a second each"))}. Several devices are taken to share a run without loss.
            Memory is an upper bound: weights, gradients, momentum and a share of a step's images, each as large as the largest step measured on the CPU; images are taken at their largest.

            """)));
    }

    private static Text Number(FormattableString text) => new(FormattableString.Invariant(text));

    private static string Hours(TimeSpan time) => time.TotalHours >= 1
        ? FormattableString.Invariant($"{time.TotalHours:N1} h")
        : FormattableString.Invariant($"{time.TotalMinutes:f1} min");
}

using Workbook.Data;
using Workbook.Experiments;
using Workbook.Machine;
using Workbook.Results;
using Workbook.Training;

namespace Workbook.Reporting;

/// <summary>What a notebook works with: the recorded results of one profile, and the training of what they lack.</summary>
public sealed class NotebookSession
{
    private readonly ResultStore _store;

    private NotebookSession(ResultStore store, Profile profile) => (_store, Profile) = (store, profile);

    /// <summary>The scale.</summary>
    public Profile Profile { get; }

    /// <summary>Opens a results folder.</summary>
    /// <param name="results">The folder, from the notebook's own (<c>../results</c>).</param>
    /// <param name="profile"><c>smoke</c>, <c>mini</c> or <c>paper</c>.</param>
    /// <exception cref="UnknownNameException">There is no such profile.</exception>
    public static NotebookSession Open(string results, string profile) =>
        new(new ResultStore(results), Enum.Parse<Profile>(UnknownNameException.Require("profile", profile, ["smoke", "mini", "paper"]), ignoreCase: true));

    /// <summary>A table from the recorded runs.</summary>
    public TableReport Report(PaperTable table) => TableReport.Build(table, Profile, _store.Load(Profile), TrainingCode.Versions);

    /// <summary>The paper's claims with their verdicts, over all tables.</summary>
    public ClaimOverview Claims() => new([.. PaperTables.All.Select(Report)]);

    /// <summary>The data behind the recorded runs and behind the figures: real or synthetic, and from where.</summary>
    public DataOverview Data() => new(Profile, _store.Load(Profile).Records.Select(stored => stored.Record));

    /// <summary>
    /// Trains what tables need and no record has. An interrupt stops after the current step; running the cell again continues.
    /// </summary>
    /// <param name="tables">The tables.</param>
    /// <param name="seeds">Seeds a row, at least 1.</param>
    /// <param name="data">Folder that holds the data sets; empty for WORKBOOK_DATA, then <c>data</c> beside the results folder, then synthetic data.</param>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="show">Shows a value below the cell: the notebook's <c>display</c>. It is given a <see cref="TrainingBar"/>.</param>
    /// <exception cref="UnknownNameException">There is no such device.</exception>
    /// <exception cref="OperationCanceledException">Stopped on request.</exception>
    /// <exception cref="InvalidOperationException">A run failed or diverged.</exception>
    public void Train(IReadOnlyList<PaperTable> tables, int seeds, string data, string device, Action<object> show)
    {
        var environment = RunEnvironment.Of(EnvironmentReport.Collect(), UnknownNameException.Require("device", device, ["cpu", "cuda"]));
        var runner = new TableRunner(_store, new RunExecutor(environment, _store), device, DataFolder(data, tables));
        var plan = runner.Plan(tables, Profile, seeds, []);
        Console.WriteLine(RunText.Plan(plan, Profile));
        foreach (var notice in RunText.SyntheticData(plan))
            Console.WriteLine(notice);

        var bar = new TrainingBar(Console.Out, plan.Count, TimeProvider.System);
        show(bar);
        using var stop = new StopSignals(Console.Error);
        var runs = runner.Run(plan, resume: true, bar, stop.Token);
        if (runs.Any(run => run.Outcome is RunOutcome.Interrupted or RunOutcome.NotStarted))
            throw new OperationCanceledException("Stopped on request; run the cell again to continue.");
        if (runs.Where(run => !run.Succeeded).Select(RunText.Ended).ToArray() is { Length: > 0 } failed)
            throw new InvalidOperationException(string.Join('\n', failed));
    }

    private string? DataFolder(string data, IReadOnlyList<PaperTable> tables)
    {
        if (data.Length > 0)
            return data;
        var beside = Path.Combine(Path.GetDirectoryName(_store.Root)!, "data");
        // The folder may hold nothing but the sets that detectors drew; asked for CIFAR-100, it would have to have it.
        var serves = Cifar100.Find(beside) is not null
            || (Directory.Exists(beside) && !tables.SelectMany(table => table.Rows).Any(row => row.Experiment is ClassificationExperiment));
        return Environment.GetEnvironmentVariable(DataFolders.Variable) is null or "" && serves ? beside : null;
    }
}

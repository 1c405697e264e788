using Workbook.Data;
using Workbook.Experiments;
using Workbook.Training;

namespace Workbook.Results;

/// <summary>Finds the runs that tables need, trains those that have no record, each once, and writes the tables.</summary>
public sealed class TableRunner
{
    private readonly ResultStore store;
    private readonly IRunExecutor executor;
    private readonly string device;
    private readonly string? dataFolder;

    /// <param name="store">Where records and tables are.</param>
    /// <param name="executor">Trains one run.</param>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="dataFolder">Folder that must hold the data sets; null for the usual places.</param>
    public TableRunner(ResultStore store, IRunExecutor executor, string device, string? dataFolder)
    {
        this.store = store;
        this.executor = executor;
        this.device = device;
        this.dataFolder = dataFolder;
    }

    /// <summary>
    /// The runs of these tables, each once though several rows share it, all rows of seed 0 before seed 1. Rows that are only quoted have none.
    /// </summary>
    /// <param name="tables">The tables.</param>
    /// <param name="profile">The scale.</param>
    /// <param name="seeds">Seeds a row, at least 1: 3 means 0, 1 and 2.</param>
    /// <param name="rows">Ids of the rows to take, each of at least one of the tables; empty for all.</param>
    /// <exception cref="UnknownNameException">No table has a row of that id.</exception>
    /// <exception cref="FileNotFoundException">A data set is not in the folder asked for.</exception>
    public IReadOnlyList<PlannedRun> Plan(IReadOnlyList<PaperTable> tables, Profile profile, int seeds, IReadOnlyCollection<string> rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        var known = tables.SelectMany(table => table.Rows).Select(row => row.Id).Distinct().ToArray();
        foreach (var row in rows)
            if (!known.Contains(row))
                throw new UnknownNameException($"row of {string.Join(" or ", tables.Select(table => table.Id))}", row, known);

        var wanted = tables
            .SelectMany(table => table.Rows, (table, row) => (Reference: new RowReference(table.Id, row.Id), row.Experiment))
            .Where(row => row.Experiment is not null && (rows.Count == 0 || rows.Contains(row.Reference.Row)))
            .GroupBy(row => row.Experiment!.Scaled(profile), row => row.Reference)
            .ToArray();
        var data = wanted.ToDictionary(group => group.Key, group => executor.DescribeData(group.Key, dataFolder));
        var records = store.Load(profile).Records.ToLookup(record => record.Identity);
        return [.. Enumerable.Range(0, seeds).SelectMany(seed => wanted, (seed, group) =>
        {
            var spec = Spec(group.Key, profile, seed, data[group.Key]);
            return new PlannedRun(spec, [.. group], records[spec.Identity].FirstOrDefault());
        })];
    }

    /// <summary>
    /// Carries out a plan in its order. An error in one run does not stop the others; a request to stop ends the run in training at its next
    /// step and leaves the rest not started.
    /// </summary>
    /// <param name="plan">From <see cref="Plan"/>.</param>
    /// <param name="resume">Whether a stopped run continues from its checkpoint; otherwise it starts over.</param>
    /// <param name="observer">Told of every run.</param>
    /// <param name="cancel">Asks to stop.</param>
    public IReadOnlyList<CompletedRun> Run(IReadOnlyList<PlannedRun> plan, bool resume, IRunObserver observer, CancellationToken cancel)
    {
        var completed = new List<CompletedRun>();
        foreach (var run in plan)
        {
            var result = run.IsDone ? Reused(run, run.Existing!)
                : cancel.IsCancellationRequested ? new CompletedRun(run, RunOutcome.NotStarted, null, null, null)
                : Train(run, resume, observer, cancel);
            observer.Ended(result);
            completed.Add(result);
        }
        return completed;
    }

    private CompletedRun Train(PlannedRun run, bool resume, IRunObserver observer, CancellationToken cancel)
    {
        using var hold = store.TryLock(run.Spec, out var holder);
        if (hold is null)
            return new CompletedRun(run, RunOutcome.Busy, null, null, $"in training by {holder}");
        var existing = store.Find(run.Spec);
        if (existing is { Record.Status: RunStatus.Finished or RunStatus.Diverged })
            return Reused(run, existing);

        var folder = store.WorkFolder(run.Spec);
        foreach (var leftover in Directory.EnumerateFiles(folder, "*.tmp"))
            File.Delete(leftover); // of a process that was killed while it wrote
        if (!resume)
            Clear(folder);
        observer.Started(run);
        try
        {
            var progress = new Forward(progress => observer.Progressed(run, progress));
            var record = executor.Execute(run.Spec, folder, dataFolder, progress, cancel);
            var outcome = record.Status switch
            {
                RunStatus.Finished => RunOutcome.Trained,
                RunStatus.Diverged => RunOutcome.Diverged,
                _ => RunOutcome.Interrupted,
            };
            return new CompletedRun(run, outcome, record, store.Write(record), record.StatusDetail);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new CompletedRun(run, RunOutcome.Interrupted, null, null, null);
        }
        catch (Exception problem)
        {
            var details = Path.Combine(folder, "error.txt");
            AtomicFile.Write(details, problem + "\n");
            return new CompletedRun(run, RunOutcome.Failed, null, null, $"{problem.Message} (details: {details})");
        }
    }

    private static CompletedRun Reused(PlannedRun run, StoredRecord existing)
    {
        var outcome = existing.Record.Status == RunStatus.Diverged ? RunOutcome.Diverged : RunOutcome.Reused;
        return new CompletedRun(run, outcome, existing.Record, existing.Path, existing.Record.StatusDetail);
    }

    private RunSpec Spec(Experiment experiment, Profile profile, int seed, DataSource data)
    {
        var spec = new RunSpec
        {
            Experiment = experiment,
            Profile = profile,
            Seed = seed,
            Device = device,
            Data = data,
            TrainingCode = TrainingCode.Versions.Of(experiment),
            Libtorch = executor.Libtorch,
        };
        return spec with { Parts = executor.PartsOf(spec, dataFolder) };
    }

    private static void Clear(string workFolder)
    {
        foreach (var file in new DirectoryInfo(workFolder).EnumerateFiles().Where(file => !file.Name.StartsWith("run.", StringComparison.Ordinal)))
            file.Delete();
    }

    private sealed class Forward(Action<TrainingProgress> to) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => to(value);
    }
}

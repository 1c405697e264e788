using Workbook.Data;
using Workbook.Experiments;
using Workbook.Results;
using Workbook.Training;

namespace Workbook.Tests.Results;

/// <summary>Specifications and records made up for tests.</summary>
internal static class Samples
{
    public static readonly DataSource Real = new("CIFAR-100", false, "The archive of the authors.", new Dictionary<string, string> { ["train.bin"] = "aa", ["test.bin"] = "bb" });

    public static readonly DataSource Synthetic = new("synthetic", true, "Drawn by a program.", new Dictionary<string, string> { ["recipe"] = "cc" });

    public static ClassificationExperiment Seql => Baselines.ResNet32Cifar100LongTail with { Loss = Loss.SoftmaxEql(0.95, 3e-3) };

    public static RunSpec Spec(Experiment? experiment = null, Profile profile = Profile.Mini, int seed = 0, DataSource? data = null, string code = "code1") => new()
    {
        Experiment = (experiment ?? Seql).Scaled(profile),
        Profile = profile,
        Seed = seed,
        Device = "cpu",
        Data = data ?? Real,
        TrainingCode = code,
        Libtorch = "1.13.1",
    };

    public static RunRecord Record(RunSpec spec, double top1 = 41.25, RunStatus status = RunStatus.Finished, int minute = 0) => new()
    {
        Spec = spec,
        Status = status,
        StatusDetail = status == RunStatus.Finished ? null : "iteration 7",
        Metrics = status == RunStatus.Finished
            ? new Dictionary<string, double> { ["top1"] = top1, ["top5"] = top1 + 30, ["trainLoss"] = 0.125 }
            : new Dictionary<string, double>(),
        Curve = [new CurvePoint(0, 4.6, 0.1), new CurvePoint(1, 4.5, 0.2)],
        Accuracy = [new AccuracyPoint(2, top1, top1 + 30)],
        PerClass = [new ClassAccuracy(0, "apple", 500, 100, 80.5), new ClassAccuracy(1, "aquarium fish", 474, 0, null)],
        Environment = new RunEnvironment
        {
            OperatingSystem = "Debian 12",
            Processor = "a processor",
            Cores = 2,
            DotNet = "10.0.0",
            Libtorch = "1.13.1",
            Provider = "libtorch",
            Blas = "OpenBLAS",
            Threads = 2,
            Device = "cpu",
        },
        Started = new DateTimeOffset(2026, 1, 2, 3, minute, 5, TimeSpan.Zero),
        Ended = new DateTimeOffset(2026, 1, 2, 4, minute, 5, TimeSpan.Zero),
        WallSeconds = 3600.5,
        Predictions = "work/abc/scores.bin",
    };
}

/// <summary>Counts what it is asked to train and answers at once; <see cref="Act"/> may do something else.</summary>
internal sealed class FakeExecutor : IRunExecutor
{
    public List<RunSpec> Trained { get; } = [];

    public DataSource Data { get; set; } = Samples.Real;

    public Func<RunSpec, string, CancellationToken, RunRecord> Act { get; set; } = (spec, _, _) => Samples.Record(spec);

    public string Libtorch { get; set; } = "1.13.1";

    public DataSource DescribeData(Experiment experiment, string? dataFolder) => Data;

    public IReadOnlyList<string>? PartsOf(RunSpec run, string? dataFolder) => null;

    public RunRecord Execute(RunSpec spec, string workFolder, string? dataFolder, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        Trained.Add(spec);
        progress.Report(new TrainingProgress(1, spec.Experiment.Iterations, 4.5, 0.1, 2, TimeSpan.FromSeconds(90), "training"));
        return Act(spec, workFolder, cancel);
    }
}

/// <summary>Remembers what it is told, as text.</summary>
internal sealed class Listener : IRunObserver
{
    public List<string> Heard { get; } = [];

    public void Started(PlannedRun run) => Heard.Add($"started {run.Spec.Seed}");

    public void Progressed(PlannedRun run, TrainingProgress progress) => Heard.Add($"at {progress.Iteration}");

    public void Ended(CompletedRun run) => Heard.Add($"ended {run.Outcome}");
}

/// <summary>A folder that is deleted with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("workbook-tests-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

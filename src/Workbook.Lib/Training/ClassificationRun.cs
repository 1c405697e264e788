using System.Diagnostics;
using Workbook.Evaluation;
using Workbook.Experiments;
using Workbook.Results;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>One classification run from its specification to its record: the training loop.</summary>
public static class ClassificationRun
{
    /// <summary>The checkpoint's file in a run's working folder.</summary>
    public const string CheckpointFile = "checkpoint.bin";

    /// <summary>The test scores' file in a run's working folder.</summary>
    public const string ScoresFile = "test-scores.npy";

    private const int TestsAlongTheWay = 4;
    private static readonly TimeSpan DefaultCheckpointInterval = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(0.25);

    /// <summary>
    /// Trains, from the checkpoint in <paramref name="workFolder"/> where there is one, and evaluates. Stopped at any moment, even by the
    /// system, and called again, it gives bit for bit the same weights on the same machine.
    /// </summary>
    /// <param name="spec">What to run; its experiment is a <see cref="ClassificationExperiment"/> at the scale of its profile.</param>
    /// <param name="sets">The data that <paramref name="spec"/> names.</param>
    /// <param name="workFolder">The run's own folder for its checkpoint and test scores.</param>
    /// <param name="environment">Written into the record; libtorch gets its number of threads.</param>
    /// <param name="progress">Told several times a second at most; null for nobody.</param>
    /// <param name="checkpointInterval">Time between checkpoints, 60 seconds unless told; it has no influence on the result.</param>
    /// <param name="cancel">Stops after the current step, with a checkpoint.</param>
    /// <returns>The record; its status says whether the run finished, was interrupted or diverged.</returns>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or another run's.</exception>
    public static RunRecord Execute(
        RunSpec spec, ClassificationSets sets, string workFolder, RunEnvironment environment, IProgress<TrainingProgress>? progress = null,
        TimeSpan? checkpointInterval = null, CancellationToken cancel = default)
    {
        if (spec.Experiment is not ClassificationExperiment experiment)
            throw new ArgumentException($"Expected a {nameof(ClassificationExperiment)}, got {spec.Experiment.GetType().Name}.", nameof(spec));
        if (!sets.Source.Sha256.OrderBy(h => h.Key, StringComparer.Ordinal).SequenceEqual(spec.Data.Sha256.OrderBy(h => h.Key, StringComparer.Ordinal)))
            throw new ArgumentException($"The data opened ({sets.Source.Name}) is not the data of the run ({spec.Data.Name}).", nameof(sets));

        set_num_threads(environment.Threads);
        var identity = spec.Identity;
        var checkpointPath = Path.Combine(workFolder, CheckpointFile);
        using var scope = NewDisposeScope();
        using var checkpoint = Checkpoint.Read(checkpointPath, identity);
        var state = checkpoint is null ? new ClassificationProgress { Started = DateTimeOffset.UtcNow } : ClassificationProgress.Parse(checkpoint.State);
        using var trainer = new ClassificationTrainer(experiment, sets, spec.Seed, new Device(spec.Device), checkpoint);

        var clock = Stopwatch.StartNew();
        var wallBefore = state.WallSeconds;
        var total = experiment.Schedule.Iterations;
        var meter = new Meter(trainer.Iteration);
        var lastCheckpoint = clock.Elapsed;

        while (trainer.Iteration < total)
        {
            if (cancel.IsCancellationRequested)
            {
                Save();
                return Record(RunStatus.Interrupted, $"stopped on request after {trainer.Iteration} of {total} iterations");
            }
            var loss = trainer.Step();
            state.Curve.Add(new CurvePoint(trainer.Iteration - 1, loss, trainer.LearningRate));
            if (!double.IsFinite(loss))
                return Record(RunStatus.Diverged, $"the loss of iteration {trainer.Iteration - 1} of {total} is {loss.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            if (meter.Due(clock.Elapsed, ReportInterval))
                progress?.Report(meter.Report(trainer.Iteration, total, loss, trainer.LearningRate, clock.Elapsed));
            if (trainer.Iteration % Math.Max(1, total / TestsAlongTheWay) == 0 && trainer.Iteration < total)
                Test();
            if (clock.Elapsed - lastCheckpoint >= (checkpointInterval ?? DefaultCheckpointInterval))
            {
                Save();
                lastCheckpoint = clock.Elapsed;
            }
        }
        Save();

        var (images, classes) = (sets.Test.Labels.Length, sets.Test.ClassNames.Count);
        var scores = new float[images * classes];
        var accuracy = Test(scores);
        NumpyFile.Write(Path.Combine(workFolder, ScoresFile), scores, [images, classes]);
        var tail = state.Curve.Skip(state.Curve.Count - Math.Max(1, total / 50)).Average(point => point.Loss);
        var metrics = new Dictionary<string, double> { ["top1"] = accuracy.Top1, ["top5"] = accuracy.Top5 };
        foreach (var (shot, value) in accuracy.Shots)
            metrics[shot.ToString().ToLowerInvariant()] = value;
        metrics["trainLoss"] = tail;
        return Record(RunStatus.Finished, null) with
        {
            Metrics = metrics,
            PerClass = accuracy.PerClass,
            Predictions = Path.Combine("work", Path.GetFileName(workFolder), ScoresFile),
        };

        ClassificationAccuracy Test(float[]? into = null)
        {
            var last = state.Curve[^1];
            progress?.Report(new TrainingProgress(trainer.Iteration, total, last.Loss, last.LearningRate, meter.Rate, meter.Remaining(trainer.Iteration, total), "evaluating"));
            var accuracy = trainer.Evaluate(into);
            state.Accuracy.Add(new AccuracyPoint(trainer.Iteration, accuracy.Top1, accuracy.Top5));
            return accuracy;
        }

        void Save()
        {
            state.Iteration = trainer.Iteration;
            state.WallSeconds = wallBefore + clock.Elapsed.TotalSeconds;
            using var captured = trainer.Capture();
            captured.State = state.ToJson();
            captured.Write(checkpointPath, identity);
        }

        RunRecord Record(RunStatus status, string? detail) => new()
        {
            Spec = spec,
            Status = status,
            StatusDetail = detail,
            Curve = CurvePoint.Thin(state.Curve),
            Accuracy = state.Accuracy,
            SkippedImages = SkippedImages.Of(sets.Faults?.Found),
            Environment = environment,
            Started = state.Started,
            Ended = DateTimeOffset.UtcNow,
            WallSeconds = wallBefore + clock.Elapsed.TotalSeconds,
        };
    }

    /// <summary>Speed over the last reports, and the time left at that speed.</summary>
    private sealed class Meter(long first)
    {
        private long lastIteration = first;
        private TimeSpan lastTime;

        internal double Rate { get; private set; }

        internal bool Due(TimeSpan now, TimeSpan interval) => now - lastTime >= interval;

        internal TimeSpan Remaining(long iteration, long total) => Rate > 0 ? TimeSpan.FromSeconds((total - iteration) / Rate) : TimeSpan.Zero;

        internal TrainingProgress Report(long iteration, long total, double loss, double learningRate, TimeSpan now)
        {
            var rate = (iteration - lastIteration) / (now - lastTime).TotalSeconds;
            Rate = Rate == 0 ? rate : 0.9 * Rate + 0.1 * rate;
            (lastIteration, lastTime) = (iteration, now);
            return new TrainingProgress(iteration, total, loss, learningRate, Rate, Remaining(iteration, total), "training");
        }
    }
}

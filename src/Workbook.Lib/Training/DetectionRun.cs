using System.Diagnostics;
using Workbook.Data.Detection;
using Workbook.Data.Transforms;
using Workbook.Data.Weights;
using Workbook.Experiments;
using Workbook.Results;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>One detection run from its specification to its record.</summary>
public static class DetectionRun
{
    /// <summary>The checkpoint's file in a run's working folder.</summary>
    public const string CheckpointFile = "checkpoint.bin";

    /// <summary>The trained weights' file in the working folder of a run of the LVIS challenge, whose detectors others start from or work with.</summary>
    public const string WeightsFile = "weights.safetensors";

    /// <summary>The detections' file in a run's working folder.</summary>
    public const string DetectionsFile = "detections.json";

    private const int Stride = 32; // of the coarsest map that the pyramid's sums need
    private static readonly TimeSpan DefaultCheckpointInterval = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Trains, from the checkpoint in <paramref name="workFolder"/> where there is one, and evaluates. Stopped at any moment, even by the
    /// system, and called again, it gives bit for bit the same weights on the same machine.
    /// </summary>
    /// <param name="spec">What to run; its experiment is a <see cref="DetectionExperiment"/> at the scale of its profile.</param>
    /// <param name="sets">The data that <paramref name="spec"/> names.</param>
    /// <param name="backbone">The weights that the backbone starts from.</param>
    /// <param name="workFolder">The run's own folder for its checkpoint and detections.</param>
    /// <param name="environment">Written into the record; libtorch gets its number of threads.</param>
    /// <param name="progress">Told of every step; null for nobody.</param>
    /// <param name="checkpointInterval">Time between checkpoints, 60 seconds unless told; it has no influence on the result.</param>
    /// <param name="pretrained">The detector that training goes on from, over the backbone's weights; null for none.</param>
    /// <param name="cancel">Stops after the current step, with a checkpoint.</param>
    /// <returns>The record; its status says whether the run finished, was interrupted or diverged.</returns>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or another run's.</exception>
    public static RunRecord Execute(
        RunSpec spec, DetectionSets sets, PretrainedBackbone backbone, string workFolder, RunEnvironment environment, IProgress<TrainingProgress>? progress = null,
        TimeSpan? checkpointInterval = null, PretrainedDetector? pretrained = null, CancellationToken cancel = default)
    {
        if (spec.Experiment is not DetectionExperiment experiment)
            throw new ArgumentException($"Expected a {nameof(DetectionExperiment)}, got {spec.Experiment.GetType().Name}.", nameof(spec));
        set_num_threads(environment.Threads);
        var settings = Settings(experiment, backbone);
        var (device, total, checkpoint) = (new Device(spec.Device), experiment.Iterations, Path.Combine(workFolder, CheckpointFile));
        var startedFrom = pretrained?.Sha256 ?? backbone.Sha256;
        using var trainer = new DetectorTrainer(
            () =>
            {
                var model = DetectorBuilder.Build(experiment, sets.Train.Dataset.Categories.Count, sets.Frequency, backbone.StrideIn1x1, body => backbone.CopyTo(body));
                pretrained?.CopyTo(model);
                return model;
            },
            settings, sets.Train.Dataset, sets.Train.Path, spec.Seed, device, checkpoint, startedFrom, sets.Train.Ignored);
        var state = trainer.Notes.Length == 0 ? new ClassificationProgress { Started = DateTimeOffset.UtcNow } : ClassificationProgress.Parse(trainer.Notes);

        var (clock, wallBefore, first, lastCheckpoint) = (Stopwatch.StartNew(), state.WallSeconds, trainer.Iteration, TimeSpan.Zero);
        while (trainer.Iteration < total)
        {
            if (cancel.IsCancellationRequested)
            {
                Save();
                return Record(RunStatus.Interrupted, $"stopped on request after {trainer.Iteration} of {total} iterations");
            }
            var step = trainer.Step();
            state.Curve.Add(new CurvePoint(step.Iteration, step.Loss, step.LearningRate));
            if (!double.IsFinite(step.Loss))
                return Record(RunStatus.Diverged, $"the loss of iteration {step.Iteration} of {total} is {step.Loss.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            Report("training");
            if (clock.Elapsed - lastCheckpoint >= (checkpointInterval ?? DefaultCheckpointInterval))
            {
                Save();
                lastCheckpoint = clock.Elapsed;
            }
        }
        Save();

        Report("evaluating");
        var file = Path.Combine(workFolder, DetectionsFile);
        DetectorInference.Write(
            trainer.Model, sets.Validation.Dataset, sets.Validation.Path, settings.Transform with { Resize = Resize(experiment.Scale, edges: null) }, device, file);
        var (dataset, results) = (sets.Validation.Dataset, DetectionResults.Load(file, sets.Validation.Dataset));
        var scores = DetectionScores.Of(sets, results);
        var metrics = scores.Metrics.ToDictionary();
        if (TailRatio(experiment.Loss, sets) is { } ratio)
            metrics["tr"] = 100 * ratio;
        metrics["trainLoss"] = state.Curve.TakeLast(Math.Max(1, total / 50)).Average(point => point.Loss);
        if (experiment.Challenge is not null)
            Safetensors.Write(Path.Combine(workFolder, WeightsFile), trainer.Model.state_dict());
        return Record(RunStatus.Finished, null) with
        {
            Metrics = metrics,
            Categories = Categories(dataset.Categories, scores),
            Examples = DetectionExamples.Of(dataset, results),
            Predictions = Path.Combine("work", Path.GetFileName(workFolder), DetectionsFile),
        };

        void Save()
        {
            state.WallSeconds = wallBefore + clock.Elapsed.TotalSeconds;
            trainer.Save(checkpoint, state.ToJson());
        }

        void Report(string phase)
        {
            var rate = (trainer.Iteration - first) / clock.Elapsed.TotalSeconds;
            var last = state.Curve[^1];
            progress?.Report(new TrainingProgress(
                trainer.Iteration, total, last.Loss, last.LearningRate, rate, rate > 0 ? TimeSpan.FromSeconds((total - trainer.Iteration) / rate) : TimeSpan.Zero, phase));
        }

        IReadOnlyList<CategoryResult> Categories(DetectionCategories categories, DetectionScores scores)
        {
            var averages = trainer.Statistics!.Averages();
            return [.. scores.Categories.Select((score, i) => new CategoryResult(
                categories.Ids[i], categories.Names[i], categories.FrequencyGroups[i], sets.Frequency.ImageCounts[i], score.Objects, score.Ap, score.BoxAp,
                averages[i].Positive, averages[i].Negative, averages[i].Probability))];
        }

        RunRecord Record(RunStatus status, string? detail) => new()
        {
            Spec = spec,
            Status = status,
            StatusDetail = detail,
            Curve = CurvePoint.Thin(state.Curve),
            StartedFrom = startedFrom,
            Environment = environment,
            Started = state.Started,
            Ended = DateTimeOffset.UtcNow,
            WallSeconds = wallBefore + clock.Elapsed.TotalSeconds,
        };
    }

    internal static DetectorSettings Settings(DetectionExperiment experiment, PretrainedBackbone backbone) => new()
    {
        Schedule = experiment.Schedule,
        Optimizer = experiment.Optimizer,
        BatchSize = experiment.BatchSize,
        Sampling = experiment.Sampling,
        Transform = new(Resize(experiment.Scale, experiment.Challenge?.ShorterEdges), FlipProbability: 0.5, backbone.Normalisation, Stride),
        GathersStatistics = true,
    };

    // The limit of the longer edge grows with the longest of several shorter ones, or it would make them all alike.
    internal static ResizeShortestEdge Resize(DetectorScale scale, EdgeRange? edges) => edges is null
        ? new([scale.ShorterEdge], scale.LongerEdge)
        : new([.. edges.All], scale.LongerEdge * edges.Most / scale.ShorterEdge);

    private static double? TailRatio(Loss loss, DetectionSets sets) => loss switch
    {
        Loss.EqlCase eql => sets.Frequency.TailRatio(eql.Lambda),
        Loss.SigmoidCase => 0,
        _ => null,
    };
}

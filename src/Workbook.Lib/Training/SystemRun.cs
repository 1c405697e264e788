using System.Diagnostics;
using Workbook.Data.Detection;
using Workbook.Data.Transforms;
using Workbook.Experiments;
using Workbook.Models;
using Workbook.Results;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>One test of a challenge system, from its trained detectors to its record.</summary>
internal static class SystemRun
{
    /// <summary>The detections' file in a run's working folder.</summary>
    public const string DetectionsFile = DetectionRun.DetectionsFile;

    private const int Stride = 32;

    // What a detector's own limit leaves out, no re-scoring brings back.
    private const int MemberDetections = 3;

    /// <summary>Detects and evaluates; of a set whose annotations are not public, the record has no metrics and the detections are the result.</summary>
    /// <param name="spec">What to run; its experiment is a <see cref="ChallengeSystem"/> at the scale of its profile.</param>
    /// <param name="tested">The images tested on.</param>
    /// <param name="sets">The data of the detector's training, for the categories' frequencies.</param>
    /// <param name="members">The detector first, then the experts.</param>
    /// <param name="workFolder">The run's own folder for its detections.</param>
    /// <param name="environment">Written into the record; libtorch gets its number of threads.</param>
    /// <param name="progress">Told of every image.</param>
    /// <param name="cancel">Stops after the current image with an exception.</param>
    public static RunRecord Execute(
        RunSpec spec, DetectionSplit tested, DetectionSets sets, IReadOnlyList<EnsembleMember> members, string workFolder, RunEnvironment environment,
        IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var system = (ChallengeSystem)spec.Experiment;
        set_num_threads(environment.Threads);
        var (started, clock) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        var dataset = tested.Dataset;
        var ensemble = new DetectorEnsemble(members, new EnsembleConfig
        {
            Classes = dataset.Categories.Count,
            CategoryFactors = system.Rescoring?.Factors(dataset.Categories.FrequencyGroups),
            DetectionsPerImage = system.Detector.Scale.DetectionsPerImage,
        });
        var file = Path.Combine(workFolder, DetectionsFile);
        EnsembleInference.Write(
            ensemble, dataset, tested.Path, Transform(system), Views(system, system.BoxEdges), Views(system, system.MaskEdges), new Device(spec.Device), file,
            new Tested(system, dataset.Images.Count, clock, progress, cancel));

        var results = DetectionResults.Load(file, dataset);
        var scores = dataset.Annotations.Count == 0 ? null : DetectionScores.Of(sets with { Validation = tested }, results);
        return new RunRecord
        {
            Spec = spec,
            Status = RunStatus.Finished,
            Metrics = scores?.Metrics ?? new Dictionary<string, double>(),
            Categories = scores is null ? [] : Categories(dataset.Categories, sets, scores),
            Examples = DetectionExamples.Of(dataset, results),
            Predictions = Path.Combine("work", Path.GetFileName(workFolder), DetectionsFile),
            Environment = environment,
            Started = started,
            Ended = DateTimeOffset.UtcNow,
            WallSeconds = clock.Elapsed.TotalSeconds,
        };
    }

    /// <summary>The detector as a member of an ensemble needs it: with more detections of an image than the ensemble keeps.</summary>
    internal static DetectionExperiment Member(DetectionExperiment detector) =>
        detector with { Scale = detector.Scale with { DetectionsPerImage = MemberDetections * detector.Scale.DetectionsPerImage } };

    // The limit of the longer edge grows with the longest of the shorter ones, or it would make the large views alike.
    private static DetectionTransform Transform(ChallengeSystem system)
    {
        var scale = system.Detector.Scale;
        var most = Math.Max(scale.ShorterEdge, Math.Max(system.BoxEdges?.Most ?? 0, system.MaskEdges?.Most ?? 0));
        return new(new ResizeShortestEdge([scale.ShorterEdge], scale.LongerEdge * most / scale.ShorterEdge), FlipProbability: 0, PixelNormalisation.Torchvision, Stride);
    }

    private static IReadOnlyList<TestView> Views(ChallengeSystem system, EdgeRange? edges) => TestView.All(edges?.All ?? [system.Detector.Scale.ShorterEdge], flip: false);

    private static CategoryResult[] Categories(DetectionCategories categories, DetectionSets sets, DetectionScores scores) =>
    [
        .. scores.Categories.Select((score, i) => new CategoryResult(
            categories.Ids[i], categories.Names[i], categories.FrequencyGroups[i], sets.Frequency.ImageCounts[i], score.Objects, score.Ap, score.BoxAp, PositiveGradient: 0,
            NegativeGradient: 0, Probability: null)),
    ];

    private sealed class Tested(ChallengeSystem system, int images, Stopwatch clock, IProgress<TrainingProgress> progress, CancellationToken cancel) : IProgress<int>
    {
        public void Report(int done)
        {
            cancel.ThrowIfCancellationRequested();
            var left = TimeSpan.FromSeconds(clock.Elapsed.TotalSeconds / done * (images - done));
            progress.Report(new TrainingProgress(system.Iterations, system.Iterations, 0, 0, 0, left, FormattableString.Invariant($"testing, image {done} of {images}")));
        }
    }
}

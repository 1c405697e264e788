using Newtonsoft.Json;

namespace Workbook.Results;

/// <summary>What one training run gave, with all it takes to judge it: a small JSON file under <c>results/</c>.</summary>
public sealed record RunRecord
{
    /// <summary>Version of the file's layout that this code writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Most points that a curve keeps in the file.</summary>
    public const int MostCurvePoints = 200;

    /// <summary>Version of the file's layout.</summary>
    [JsonProperty(Order = -10)]
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The identity of <see cref="Spec"/>.</summary>
    [JsonProperty(Order = -9)]
    public string Identity => Spec.Identity;

    /// <summary>What was run.</summary>
    [JsonProperty(Order = -8)]
    public required RunSpec Spec { get; init; }

    /// <summary>How it ended.</summary>
    [JsonProperty(Order = -7)]
    public required RunStatus Status { get; init; }

    /// <summary>The last iteration done, and why it was the last, where <see cref="Status"/> is not finished; null otherwise.</summary>
    [JsonProperty(Order = -6)]
    public string? StatusDetail { get; init; }

    /// <summary>
    /// Metrics by id, in percent: <c>top1</c>, <c>top5</c>, <c>many</c>, <c>medium</c>, <c>few</c> of a classification; <c>ap</c>, <c>ap50</c>,
    /// <c>ap75</c>, <c>aps</c>, <c>apm</c>, <c>apl</c>, <c>apr</c>, <c>apc</c>, <c>apf</c>, <c>apbbox</c> of a detection, and <c>tr</c>, the tail ratio of
    /// lambda, where its loss has one; and <c>trainLoss</c>, the mean loss at the end of training. A metric without a value (no class of that shot) is
    /// absent. Empty unless the run finished.
    /// </summary>
    [JsonProperty(Order = -5)]
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Loss and learning rate over training, at most <see cref="MostCurvePoints"/> points: see <see cref="CurvePoint.Thin"/>.</summary>
    public IReadOnlyList<CurvePoint> Curve { get; init; } = [];

    /// <summary>Test accuracy along training, the last point being the end.</summary>
    public IReadOnlyList<AccuracyPoint> Accuracy { get; init; } = [];

    /// <summary>Test accuracy of each class, in class order.</summary>
    public IReadOnlyList<ClassAccuracy> PerClass { get; init; } = [];

    /// <summary>What a detection gave for each category, by ascending id; empty for a classification.</summary>
    public IReadOnlyList<CategoryResult> Categories { get; init; } = [];

    /// <summary>Detections in a few validation images, the same for all runs on a set; empty for a classification.</summary>
    public IReadOnlyList<ExampleImage> Examples { get; init; } = [];

    /// <summary>Image files that were left out; null where there were none.</summary>
    public SkippedImages? SkippedImages { get; init; }

    /// <summary>SHA-256 of the weights that a detector's backbone started from; null for a classification.</summary>
    public string? StartedFrom { get; init; }

    /// <summary>Where it ran.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>Start of the first attempt, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>End, UTC.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>Seconds of training and evaluation, summed over attempts.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>File of test scores; null where none was kept. In a stored record it is relative to the folder of the profile's results.</summary>
    public string? Predictions { get; init; }

}

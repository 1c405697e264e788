using Workbook.Experiments;

namespace Workbook.Training;

/// <summary>What a run will take, before it is started.</summary>
/// <param name="Experiment">At the scale of its profile.</param>
/// <param name="Cost">Of an image.</param>
/// <param name="Devices">That share each step's images.</param>
public sealed record RunEstimate(Experiment Experiment, StepCost Cost, int Devices)
{
    private const int BytesOfNumber = 4;
    private const int BytesOfDetection = 250; // in JSON, with a mask of run lengths

    /// <summary>Optimizer steps.</summary>
    public int Iterations => Experiment.Iterations;

    /// <summary>Images learned from, each as often as it comes.</summary>
    public long Images => (long)Iterations * BatchSize;

    /// <summary>Training and evaluation; several devices are taken to share them without loss.</summary>
    public TimeSpan Time => TimeSpan.FromSeconds((Images * Cost.TrainingSeconds + TestImages * Cost.InferenceSeconds) / Devices);

    /// <summary>Of each device: weights, gradients, momentum, and its share of a step's images; null where an image's share is not known.</summary>
    public long? Memory => Cost.ImageBytes == 0 ? null : 3 * BytesOfNumber * Cost.Parameters + (BatchSize + Devices - 1) / Devices * Cost.ImageBytes;

    /// <summary>The checkpoint (weights and momentum) and the detections or scores.</summary>
    public long Disk => 2 * BytesOfNumber * Cost.Parameters + Experiment switch
    {
        DetectionExperiment detection => (long)TestImages * detection.Scale.DetectionsPerImage * BytesOfDetection,
        ClassificationExperiment classification => (long)TestImages * classification.Data.ClassCount * BytesOfNumber,
        _ => 0,
    };

    private int BatchSize => Experiment switch
    {
        DetectionExperiment detection => detection.BatchSize,
        ClassificationExperiment classification => classification.BatchSize,
        _ => throw new ArgumentException($"No estimate for experiments of type {Experiment.GetType().Name}."),
    };

    private int TestImages => Experiment switch
    {
        DetectionExperiment detection => detection.Data.ValidationImages,
        ClassificationExperiment classification => classification.Data.TestImages,
        _ => 0,
    };
}

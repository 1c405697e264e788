using Workbook.Data.Transforms;
using Workbook.Experiments;

namespace Workbook.Training;

/// <summary>How a detector is trained.</summary>
public sealed record DetectorSettings
{
    /// <summary>Learning rate by iteration.</summary>
    public required StepSchedule Schedule { get; init; }

    /// <summary>Momentum and weight decay.</summary>
    public required Sgd Optimizer { get; init; }

    /// <summary>Images an iteration.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Which images come how often.</summary>
    public Sampling Sampling { get; init; } = new Sampling.Uniform();

    /// <summary>What happens to the images.</summary>
    public required DetectionTransform Transform { get; init; }

    /// <summary>The gradient is scaled to this Euclidean norm where it is larger; null for no limit.</summary>
    public double? LargestGradient { get; init; }

    /// <summary>Whether gradients and probabilities by category are gathered: see <see cref="DetectorStatistics"/>.</summary>
    public bool GathersStatistics { get; init; }

    /// <summary>Threads that read images.</summary>
    public int LoaderThreads { get; init; } = 1;
}

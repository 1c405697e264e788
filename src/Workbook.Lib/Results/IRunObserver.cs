using Workbook.Training;

namespace Workbook.Results;

/// <summary>Follows <see cref="TableRunner.Run"/>; called on its thread.</summary>
public interface IRunObserver
{
    /// <summary>A run is about to be trained.</summary>
    void Started(PlannedRun run);

    /// <summary>Where the run in training stands.</summary>
    void Progressed(PlannedRun run, TrainingProgress progress);

    /// <summary>A run is through, trained or not.</summary>
    void Ended(CompletedRun run);
}

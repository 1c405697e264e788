namespace Workbook.Training;

/// <summary>Where a run stands, as it reports it along the way.</summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Iterations">Iterations in all.</param>
/// <param name="Loss">Training loss, lately.</param>
/// <param name="LearningRate">Learning rate of the last iteration.</param>
/// <param name="IterationsPerSecond">Speed, lately.</param>
/// <param name="Remaining">Estimated time to the end of the run.</param>
/// <param name="Phase">What is being done, as one word for a reader (<c>training</c>, <c>evaluating</c>).</param>
public sealed record TrainingProgress(
    long Iteration,
    long Iterations,
    double Loss,
    double LearningRate,
    double IterationsPerSecond,
    TimeSpan Remaining,
    string Phase);

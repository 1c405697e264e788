namespace Workbook.Training;

/// <summary>What one optimizer step gave.</summary>
/// <param name="Iteration">Its number from 0.</param>
/// <param name="LearningRate">Its learning rate.</param>
/// <param name="Losses">Name and value of each part of the loss.</param>
public sealed record DetectorStep(long Iteration, double LearningRate, IReadOnlyList<(string Name, double Value)> Losses)
{
    /// <summary>The sum of the parts.</summary>
    public double Loss => Losses.Sum(part => part.Value);
}

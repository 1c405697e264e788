namespace Workbook.Experiments;

/// <summary>
/// Learning rate over iterations: linear warm-up from <see cref="WarmupFrom"/> to <see cref="PeakLearningRate"/> over the first
/// <see cref="WarmupIterations"/>, then multiplied by <see cref="Decay"/> from each milestone on.
/// </summary>
public sealed record StepSchedule
{
    /// <summary>Optimizer steps in all.</summary>
    public required int Iterations { get; init; }

    /// <summary>Learning rate after warm-up.</summary>
    public required double PeakLearningRate { get; init; }

    /// <summary>Learning rate of iteration 0.</summary>
    public required double WarmupFrom { get; init; }

    /// <summary>First iteration at the peak; 0 for no warm-up.</summary>
    public required int WarmupIterations { get; init; }

    /// <summary>Zero-based iterations from which on the learning rate is decayed once more, ascending.</summary>
    public required IReadOnlyList<int> Milestones { get; init; }

    /// <summary>Factor of each decay, in (0, 1].</summary>
    public required double Decay { get; init; }

    /// <summary>
    /// The same curve over another number of iterations: warm-up and milestones keep their share of the whole, rounded to the nearest
    /// iteration (400 of 12,800 becomes 47 of 1,500).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="iterations"/> is below 1.</exception>
    public StepSchedule Over(int iterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        int Share(int iteration) => (int)Math.Round((double)iteration * iterations / Iterations, MidpointRounding.AwayFromZero);
        return this with
        {
            Iterations = iterations,
            WarmupIterations = Share(WarmupIterations),
            Milestones = [.. Milestones.Select(Share)],
        };
    }

    /// <summary>Learning rate of a zero-based iteration.</summary>
    public double LearningRateAt(long iteration)
    {
        if (iteration < WarmupIterations)
            return WarmupFrom + (PeakLearningRate - WarmupFrom) * iteration / WarmupIterations;
        return PeakLearningRate * Math.Pow(Decay, Milestones.Count(milestone => iteration >= milestone));
    }

    /// <summary>Equal numbers throughout; milestones are compared one by one.</summary>
    public bool Equals(StepSchedule? other) =>
        other is not null && Iterations == other.Iterations && PeakLearningRate == other.PeakLearningRate && WarmupFrom == other.WarmupFrom
        && WarmupIterations == other.WarmupIterations && Decay == other.Decay && Milestones.SequenceEqual(other.Milestones);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Iterations);
        hash.Add(PeakLearningRate);
        hash.Add(WarmupFrom);
        hash.Add(WarmupIterations);
        hash.Add(Decay);
        foreach (var milestone in Milestones)
            hash.Add(milestone);
        return hash.ToHashCode();
    }
}

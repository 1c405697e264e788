namespace Workbook.Experiments;

/// <summary>
/// Weights for a detector to start from where those of ImageNet do not fit its width: a classifier of drawn objects, of combinations of shape, texture
/// and colours that are no category of the synthetic detection sets, equally many of each.
/// </summary>
public sealed record BackboneExperiment : Experiment
{
    /// <summary>Layers of the ResNet: 50 or 101; of another network, its own.</summary>
    public required int Depth { get; init; }

    /// <summary>The network where it is no ResNet.</summary>
    public ChallengeTrunk? Trunk { get; init; }

    /// <summary>Factor on its channel numbers.</summary>
    public required double Width { get; init; }

    /// <summary>Training images of each class.</summary>
    public required int ImagesPerClass { get; init; }

    /// <summary>Images an optimizer step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Learning rate and length of training.</summary>
    public required StepSchedule Schedule { get; init; }

    /// <summary>The optimizer.</summary>
    public required Sgd Optimizer { get; init; }

    /// <inheritdoc/>
    public override string Slug => FormattableString.Invariant($"backbone-{(Trunk switch { null => "r", ChallengeTrunk.ResNeXt101 => "x", _ => "se" })}{Depth}");

    /// <inheritdoc/>
    public override int Iterations => Schedule.Iterations;

    /// <summary>Itself: it exists for one scale.</summary>
    public override Experiment Scaled(Profile profile) => this;

    /// <summary>The one that detectors of a scale start from; null at the paper's width, where weights of ImageNet do.</summary>
    /// <param name="depth">Layers.</param>
    /// <param name="profile">The scale.</param>
    /// <param name="trunk">The network where it is no ResNet: its training at mini is shorter.</param>
    internal static BackboneExperiment? For(int depth, Profile profile, ChallengeTrunk? trunk = null)
    {
        if (profile == Profile.Paper)
            return null;
        var isSmoke = profile == Profile.Smoke;
        var (iterations, batch) = isSmoke ? (80, 16) : (trunk is null ? 7200 : 3600, 64);
        return new()
        {
            Depth = depth,
            Trunk = trunk,
            Width = trunk is not null ? ChallengeTraining.ThinTrunk : isSmoke ? DetectorScale.Smoke.Width : DetectorScale.Mini.Width,
            ImagesPerClass = isSmoke ? 1 : 200,
            BatchSize = batch,
            Schedule = new StepSchedule
            {
                Iterations = iterations, PeakLearningRate = 0.1 * batch / 64, WarmupFrom = 0.01 * batch / 64, WarmupIterations = iterations / 20,
                Milestones = [iterations * 6 / 10, iterations * 85 / 100], Decay = 0.1,
            },
            Optimizer = new Sgd(0.9, Nesterov: true, 5e-4),
        };
    }
}

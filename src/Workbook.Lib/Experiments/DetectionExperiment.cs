using Workbook.Data.Synthetic;

namespace Workbook.Experiments;

/// <summary>A detection run: data, model, loss, sampling and recipe.</summary>
public sealed record DetectionExperiment : Experiment
{
    private const double ShortScheduleRate = 3;

    /// <summary>What is trained and tested on.</summary>
    public required DetectionData Data { get; init; }

    /// <summary>The detector.</summary>
    public required DetectorModel Model { get; init; }

    /// <summary>How large it and its images are.</summary>
    public DetectorScale Scale { get; init; } = DetectorScale.Paper;

    /// <summary>The loss of the classifier of proposals.</summary>
    public required Loss Loss { get; init; }

    /// <summary>Which images come how often.</summary>
    public Sampling Sampling { get; init; } = new Sampling.Uniform();

    /// <summary>Images an optimizer step, over all processes.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Learning rate and length of training.</summary>
    public required StepSchedule Schedule { get; init; }

    /// <summary>The optimizer.</summary>
    public required Sgd Optimizer { get; init; }

    /// <summary>What made the backbone's first weights; null for ImageNet.</summary>
    public BackboneExperiment? Backbone { get; init; }

    /// <summary>What the LVIS challenge's solution adds; null for the detectors of the paper's other tables.</summary>
    public ChallengeTraining? Challenge { get; init; }

    /// <inheritdoc/>
    public override string Slug => string.Join(
        '-', new[] { Data.Slug, Challenge is null ? Model.Slug : $"mask-{Challenge.Slug}", Loss.Slug, Sampling.Slug }.Where(part => part.Length > 0));

    /// <inheritdoc/>
    public override int Iterations => Schedule.Iterations;

    /// <inheritdoc/>
    public override IEnumerable<Experiment> Trainings => [.. Challenge?.Pretraining?.Trainings ?? [], this];

    internal override DetectionData? Evaluated => Data;

    /// <summary>
    /// The smaller profiles take a thin detector, small images, a synthetic set, thresholds of the same tail ratio on it (<see cref="TailThresholds"/>),
    /// and fewer images a step over a shorter schedule. Its learning rate is three times what is in proportion to the batch (Goyal et al. 2017), after
    /// a tenth of the iterations to warm up: the short schedule needs it, and every row has it.
    /// </summary>
    public override Experiment Scaled(Profile profile)
    {
        if (profile == Profile.Paper)
            return this;
        var (scale, size, batch, iterations) = profile switch
        {
            Profile.Smoke => (DetectorScale.Smoke, SyntheticDetectionSize.Smoke, 2, 6),
            Profile.Mini => (DetectorScale.Mini, SyntheticDetectionSize.Mini, 8, 1000),
            _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "Expected smoke, mini or paper."),
        };
        DetectionData data = Data switch
        {
            Coco2017 => new SyntheticExternal(SyntheticSource.Coco, size),
            OpenImagesShared => new SyntheticExternal(SyntheticSource.OpenImages, size),
            OpenImages2019 => new SyntheticLongTail(SyntheticDetectionKind.OpenImages, size),
            _ => new SyntheticLongTail(SyntheticDetectionKind.Lvis, size),
        };
        // The sets beside LVIS have no tail.
        var thresholds = data is SyntheticLongTail tail ? TailThresholds.Between(Data, tail) : null;
        return this with
        {
            Data = data,
            Scale = scale,
            Loss = thresholds?.Scaled(Loss) ?? Loss,
            Sampling = thresholds?.Scaled(Sampling) ?? Sampling,
            BatchSize = batch,
            Schedule = WithRate(Schedule.Over(iterations), ShortScheduleRate * batch / BatchSize) with { WarmupIterations = iterations / 10 },
            Backbone = BackboneExperiment.For(Model.Depth, profile, Challenge?.Trunk),
            Challenge = Challenge?.Scaled(profile, scale),
        };
    }

    private static StepSchedule WithRate(StepSchedule schedule, double factor) =>
        schedule with { PeakLearningRate = schedule.PeakLearningRate * factor, WarmupFrom = schedule.WarmupFrom * factor };
}

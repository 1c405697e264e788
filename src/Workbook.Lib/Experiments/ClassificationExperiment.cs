using Workbook.Data;

namespace Workbook.Experiments;

/// <summary>An image classification run: data, model, loss and recipe.</summary>
public sealed record ClassificationExperiment : Experiment
{
    /// <summary>Iterations of <see cref="Profile.Mini"/> on CIFAR-100, instead of the paper's 12,800.</summary>
    public const int MiniIterations = 1500;

    private const int SmokeIterations = 12;
    private const int SmokeBatchSize = 32;
    private const int SmokeTrainPerClass = 10;
    private const int SmokeTestPerClass = 2;

    /// <summary>What is trained and tested on.</summary>
    public required ClassificationData Data { get; init; }

    /// <summary>The network.</summary>
    public required ClassifierModel Model { get; init; }

    /// <summary>Factor on the network's channels; null for the published network.</summary>
    public double? Width { get; init; }

    /// <summary>The loss of the classifier.</summary>
    public required Loss Loss { get; init; }

    /// <summary>Images an optimizer step, over all processes.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Learning rate and length of training.</summary>
    public required StepSchedule Schedule { get; init; }

    /// <summary>The optimizer.</summary>
    public required Sgd Optimizer { get; init; }

    /// <summary>What is done to training images.</summary>
    public required ImageAugmentation Augmentation { get; init; }

    /// <inheritdoc/>
    public override string Slug => $"{Data.Slug}-{Model.ToString().ToLowerInvariant()}-{Loss.Slug}";

    /// <inheritdoc/>
    public override int Iterations => Schedule.Iterations;

    /// <summary>
    /// On CIFAR-100, <see cref="Profile.Mini"/> shortens the schedule, warm-up and milestones in proportion, and nothing else;
    /// <see cref="Profile.Smoke"/> also takes few images and small batches. On ImageNet-LT, see <see cref="ImageNetScale"/>.
    /// </summary>
    public override Experiment Scaled(Profile profile) => profile switch
    {
        not Profile.Paper when Data is ImageNetLt => ImageNetScale.Of(this, profile),
        Profile.Smoke => this with
        {
            Data = Data is Cifar100LongTail cifar
                ? cifar with { TrainPerClassLimit = SmokeTrainPerClass, TestPerClassLimit = SmokeTestPerClass }
                : Data,
            BatchSize = SmokeBatchSize,
            Schedule = Schedule.Over(SmokeIterations),
        },
        Profile.Mini => this with { Schedule = Schedule.Over(MiniIterations) },
        Profile.Paper => this,
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "Expected smoke, mini or paper."),
    };
}

namespace Workbook.Experiments;

/// <summary>
/// One training run of the paper up to its seed: an immutable declaration. Two equal experiments are the same run, whichever tables they
/// stand in; a variant is a <c>with</c> expression.
/// </summary>
public abstract record Experiment
{
    /// <summary>
    /// What is compared, as a file name in lower case: data, model and loss, without schedule or profile
    /// (<c>cifar100-lt200-resnet32-seql-g0.95-l0.003</c>).
    /// </summary>
    public abstract string Slug { get; }

    /// <summary>Length of training in optimizer steps.</summary>
    public abstract int Iterations { get; }

    /// <summary>The trainings that it takes, those that others start from first.</summary>
    public virtual IEnumerable<Experiment> Trainings => [this];

    /// <summary>The set with objects that its detections are evaluated on; null for a classifier, and where they are of test images.</summary>
    internal virtual DetectionData? Evaluated => null;

    /// <summary>Whether it is about detectors.</summary>
    internal bool IsDetection => this is DetectionExperiment or ChallengeSystem;

    /// <summary>This experiment at the scale of a profile; itself for <see cref="Profile.Paper"/>.</summary>
    public abstract Experiment Scaled(Profile profile);
}

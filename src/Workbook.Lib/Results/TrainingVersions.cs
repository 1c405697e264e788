using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>The versions of the code that runs go through, one for each kind of experiment: see <see cref="TrainingCode"/>.</summary>
/// <param name="Classification">Of classification runs.</param>
/// <param name="Detection">Of detection runs and the backbones that they start from.</param>
/// <param name="Systems">Of tests of challenge systems.</param>
public sealed record TrainingVersions(string Classification, string Detection, string Systems)
{
    /// <summary>The version for an experiment.</summary>
    public string Of(Experiment experiment) => experiment switch
    {
        ClassificationExperiment => Classification,
        ChallengeSystem => Systems,
        _ => Detection,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Classification} (classification), {Detection} (detection), {Systems} (challenge systems)";
}

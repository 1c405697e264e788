using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>The versions of the code that runs go through, one for each kind of experiment: see <see cref="TrainingCode"/>.</summary>
/// <param name="Classification">Of classification runs.</param>
/// <param name="Detection">Of detection runs and the backbones that they start from.</param>
public sealed record TrainingVersions(string Classification, string Detection)
{
    /// <summary>The version for an experiment.</summary>
    public string Of(Experiment experiment) => experiment is ClassificationExperiment ? Classification : Detection;

    /// <inheritdoc/>
    public override string ToString() => $"{Classification} (classification), {Detection} (detection)";
}

using TorchSharp;
using Workbook.Data;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Training;

/// <summary>Trains whatever kind of experiment a run has. Data sets are opened once and kept.</summary>
/// <param name="environment">Written into records; libtorch gets its number of threads.</param>
public sealed class RunExecutor(RunEnvironment environment) : IRunExecutor
{
    private readonly Dictionary<(ClassificationData, string?), ClassificationSets> opened = [];

    /// <inheritdoc/>
    public string Libtorch => torch.__version__;

    /// <inheritdoc/>
    public DataSource DescribeData(Experiment experiment, string? dataFolder) => Open(Classification(experiment), dataFolder).Source;

    /// <inheritdoc/>
    public RunRecord Execute(RunSpec spec, string workFolder, string? dataFolder, IProgress<TrainingProgress> progress, CancellationToken cancel) =>
        ClassificationRun.Execute(spec, Open(Classification(spec.Experiment), dataFolder), workFolder, environment, progress, cancel: cancel);

    private ClassificationSets Open(ClassificationExperiment experiment, string? dataFolder)
    {
        var key = (experiment.Data, dataFolder);
        if (!opened.TryGetValue(key, out var sets))
            opened[key] = sets = ClassificationSets.Open(experiment.Data, dataFolder);
        return sets;
    }

    private static ClassificationExperiment Classification(Experiment experiment) => experiment as ClassificationExperiment
        ?? throw new ArgumentException($"Experiments of type {experiment.GetType().Name} cannot be run.", nameof(experiment));
}

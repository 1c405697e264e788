using System.Security.Cryptography;
using TorchSharp;
using Workbook.Data;
using Workbook.Data.Synthetic;
using Workbook.Data.Weights;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Training;

/// <summary>Trains whatever kind of experiment a run has. Data sets are opened once and kept.</summary>
/// <param name="environment">Written into records; libtorch gets its number of threads.</param>
/// <param name="store">Where backbones that detectors start from are kept.</param>
public sealed class RunExecutor(RunEnvironment environment, ResultStore store) : IRunExecutor
{
    private static readonly TimeSpan LockInterval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(ClassificationData, string?), ClassificationSets> classification = [];
    private readonly Dictionary<(DetectionData, string?), DetectionSets> detection = [];

    /// <inheritdoc/>
    public string Libtorch => torch.__version__;

    /// <inheritdoc/>
    public DataSource DescribeData(Experiment experiment, string? dataFolder) => experiment switch
    {
        ClassificationExperiment some => Open(some, dataFolder).Source,
        DetectionExperiment some => WithWeights(Open(some, dataFolder).Source, some, dataFolder),
        BackboneExperiment => SyntheticObjects.Source,
        _ => throw Unknown(experiment),
    };

    /// <inheritdoc/>
    public RunRecord Execute(RunSpec spec, string workFolder, string? dataFolder, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        switch (spec.Experiment)
        {
            case ClassificationExperiment experiment:
                return ClassificationRun.Execute(spec, Open(experiment, dataFolder), workFolder, environment, progress, cancel: cancel);
            case DetectionExperiment experiment:
                using (var backbone = Backbone(experiment, spec, dataFolder, progress, cancel))
                    return DetectionRun.Execute(spec, Open(experiment, dataFolder), backbone, workFolder, environment, progress, cancel: cancel);
            default:
                throw Unknown(spec.Experiment);
        }
    }

    private ClassificationSets Open(ClassificationExperiment experiment, string? dataFolder) => classification.TryGetValue((experiment.Data, dataFolder), out var sets)
        ? sets
        : classification[(experiment.Data, dataFolder)] = ClassificationSets.Open(experiment.Data, dataFolder);

    private DetectionSets Open(DetectionExperiment experiment, string? dataFolder) => detection.TryGetValue((experiment.Data, dataFolder), out var sets)
        ? sets
        : detection[(experiment.Data, dataFolder)] = DetectionSets.Open(experiment.Data, dataFolder, Drawn);

    /// <summary>Where synthetic sets are written: the first of the usual places, seen from beside the results.</summary>
    private string Drawn => DataFolders.Candidates(null, Environment.GetEnvironmentVariable(DataFolders.Variable), Path.GetDirectoryName(store.Root)!)[0];

    /// <summary>The weights that a detector starts from, trained by the first run that needs them; other processes wait for it.</summary>
    private PretrainedBackbone Backbone(DetectionExperiment experiment, RunSpec detector, string? dataFolder, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        if (experiment.Backbone is not { } wanted)
            return PretrainedBackbone.Load(ImageNetWeights(experiment, dataFolder));
        var spec = detector with { Experiment = wanted, Seed = 0, Data = SyntheticObjects.Source };
        var folder = store.WorkFolder(spec);
        var weights = Path.Combine(folder, BackboneRun.WeightsFile);
        while (!File.Exists(weights))
        {
            cancel.ThrowIfCancellationRequested();
            using var hold = store.TryLock(spec, out _);
            if (hold is null)
                cancel.WaitHandle.WaitOne(LockInterval);
            else if (!File.Exists(weights))
                store.Write(BackboneRun.Execute(spec, folder, environment, progress, cancel));
        }
        return PretrainedBackbone.Load(weights);
    }

    /// <summary>MSRA's, from which detectron2's detectors start.</summary>
    private static string ImageNetWeights(DetectionExperiment experiment, string? dataFolder)
    {
        var name = FormattableString.Invariant($"backbones/R-{experiment.Model.Depth}.pkl");
        var folders = DataFolders.Candidates(dataFolder);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"No ImageNet weights: expected {name} in {string.Join(" or ", folders)}. \"workbook data get backbones\" fetches them.");
    }

    // Weights that come in a file are data of the run.
    private static DataSource WithWeights(DataSource source, DetectionExperiment experiment, string? dataFolder)
    {
        if (experiment.Backbone is not null)
            return source;
        using var file = File.OpenRead(ImageNetWeights(experiment, dataFolder));
        return source with
        {
            Sha256 = source.Sha256.Append(KeyValuePair.Create(Path.GetFileName(file.Name), Convert.ToHexStringLower(SHA256.HashData(file)))).ToDictionary(),
        };
    }

    private static ArgumentException Unknown(Experiment experiment) =>
        new($"Experiments of type {experiment.GetType().Name} cannot be run by themselves.", nameof(experiment));
}

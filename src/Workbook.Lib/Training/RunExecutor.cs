using System.Security.Cryptography;
using TorchSharp;
using Workbook.Data;
using Workbook.Data.ImageNet;
using Workbook.Data.Synthetic;
using Workbook.Data.Weights;
using Workbook.Experiments;
using Workbook.Models;
using Workbook.Results;

namespace Workbook.Training;

/// <summary>Trains whatever kind of experiment a run has. Data sets are opened once and kept.</summary>
/// <param name="environment">Written into records; libtorch gets its number of threads.</param>
/// <param name="store">Where backbones and detectors that others start from are kept.</param>
/// <param name="faults">Told of image files that are missing or damaged; null to end with the first.</param>
public sealed class RunExecutor(RunEnvironment environment, ResultStore store, FaultyImages? faults = null) : IRunExecutor
{
    private static readonly TimeSpan LockInterval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(ClassificationData, ImageAugmentation, string?), ClassificationSets> classification = [];
    private readonly Dictionary<(DetectionData, bool, bool, string?), DetectionSets> detection = [];

    /// <inheritdoc/>
    public string Libtorch => torch.__version__;

    /// <inheritdoc/>
    public DataSource DescribeData(Experiment experiment, string? dataFolder) => experiment switch
    {
        ClassificationExperiment some => Open(some, dataFolder).Source,
        DetectionExperiment some => WithWeights(WithPretraining(Open(some, dataFolder).Source, some, dataFolder), some, dataFolder),
        BackboneExperiment => SyntheticObjects.Source,
        ChallengeSystem { IsOnTestImages: true } some => OpenTest(some.Detector.Data, dataFolder).Source,
        ChallengeSystem some => Open(some.Detector with { Challenge = null }, dataFolder).Source,
        _ => throw Unknown(experiment),
    };

    /// <inheritdoc/>
    public IReadOnlyList<string>? PartsOf(RunSpec run, string? dataFolder) => run.Experiment is ChallengeSystem system
        ? [.. Detectors(system, run.Seed).Select(detector => SpecOf(detector.Experiment, detector.Seed, run, dataFolder).Identity)]
        : null;

    /// <inheritdoc/>
    public RunRecord Execute(RunSpec spec, string workFolder, string? dataFolder, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        // The CPU's algorithms give the same bits anyway; some of CUDA's do only when told to.
        using var deterministic = spec.Device == "cpu" ? null : torch.use_deterministic_algorithms();
        switch (spec.Experiment)
        {
            case ClassificationExperiment experiment:
                return ClassificationRun.Execute(spec, Open(experiment, dataFolder), workFolder, environment, progress, cancel: cancel);
            case DetectionExperiment experiment:
                using (var backbone = Backbone(experiment, spec, dataFolder, progress, cancel))
                using (var pretrained = Pretrained(experiment, spec, dataFolder, progress, cancel))
                    return DetectionRun.Execute(
                        spec, Open(experiment, dataFolder), backbone, workFolder, environment, progress, pretrained: pretrained, cancel: cancel);
            case ChallengeSystem system:
                return Test(system, spec, workFolder, dataFolder, progress, cancel);
            default:
                throw Unknown(spec.Experiment);
        }
    }

    private RunRecord Test(
        ChallengeSystem system, RunSpec spec, string workFolder, string? dataFolder, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var sets = Open(system.Detector, dataFolder);
        var tested = system.IsOnTestImages ? OpenTest(system.Detector.Data, dataFolder).Split : sets.Validation;
        var members = new List<EnsembleMember>();
        try
        {
            foreach (var (experiment, seed) in Detectors(system, spec.Seed))
                members.Add(new EnsembleMember(
                    Detector(experiment, seed, spec, dataFolder, progress, cancel),
                    ExternalCategories.Map(experiment.Data, Open(experiment, dataFolder).Train.Dataset.Categories, system.Detector.Data, sets.Train.Dataset.Categories),
                    GivesMasks: experiment.Equals(system.Detector)));
            return SystemRun.Execute(spec, tested, sets, members, workFolder, environment, progress, cancel);
        }
        finally
        {
            members.ForEach(member => member.Model.Dispose());
        }
    }

    // The system's own first. Experts are trained once for all seeds.
    private static IEnumerable<(DetectionExperiment Experiment, int Seed)> Detectors(ChallengeSystem system, int seed) =>
        [(system.Detector, seed), .. new[] { system.CocoExpert, system.OpenImagesExpert }.OfType<DetectionExperiment>().Select(expert => (expert, 0))];

    private ClassificationSets Open(ClassificationExperiment experiment, string? dataFolder)
    {
        var key = (experiment.Data, experiment.Augmentation, dataFolder);
        return classification.TryGetValue(key, out var sets) ? sets : classification[key] = ClassificationSets.Open(experiment, dataFolder, faults);
    }

    /// <summary>The data of a detection experiment, opened once.</summary>
    /// <param name="experiment">At the scale of its profile.</param>
    /// <param name="dataFolder">As for <see cref="DescribeData"/>.</param>
    public DetectionSets Open(DetectionExperiment experiment, string? dataFolder)
    {
        var key = (experiment.Data, experiment.Challenge?.IgnoresCocoBoxes ?? false, experiment.Challenge?.AddsOpenImages ?? false, dataFolder);
        return detection.TryGetValue(key, out var sets)
            ? sets
            : detection[key] = experiment.Challenge is null ? DetectionSets.Open(experiment.Data, dataFolder, Drawn) : LvisChallengeSets.Open(experiment, dataFolder, Drawn);
    }

    /// <summary>The test images of LVIS, or of the set that stands in for it: see <see cref="LvisChallengeSets.OpenTest"/>.</summary>
    /// <param name="data">LVIS, or what stands in for it.</param>
    /// <param name="dataFolder">As for <see cref="DescribeData"/>.</param>
    public (DetectionSplit Split, DataSource Source) OpenTest(DetectionData data, string? dataFolder) => LvisChallengeSets.OpenTest(data, dataFolder, Drawn);

    /// <summary>
    /// The trained detector of an experiment of the LVIS challenge as a member of a system, in evaluation mode; it is trained where its weights are not there, while other processes wait for it, and
    /// its record is written.
    /// </summary>
    /// <param name="experiment">At the scale of its profile, with <see cref="DetectionExperiment.Challenge"/>.</param>
    /// <param name="seed">Of its training.</param>
    /// <param name="run">The run that needs it: profile, device and libtorch are the same.</param>
    /// <param name="dataFolder">As for <see cref="DescribeData"/>.</param>
    /// <param name="progress">Told where a training stands, on the calling thread.</param>
    /// <param name="cancel">Asks a training to stop, leaving a checkpoint.</param>
    /// <exception cref="InvalidOperationException">The training diverged.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public MaskRcnn Detector(
        DetectionExperiment experiment, int seed, RunSpec run, string? dataFolder, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var (weights, sets) = (Weights(experiment, seed, run, dataFolder, progress, cancel), Open(experiment, dataFolder));
        var model = DetectorBuilder.Build(SystemRun.Member(experiment), sets.Train.Dataset.Categories.Count, sets.Frequency, strideIn1x1: false, _ => { });
        using var file = WeightsFile.Load(weights);
        StateLoading.Load(model, file);
        model.to(new torch.Device(run.Device)).eval();
        return model;
    }

    /// <summary>The specification of a training that another run needs.</summary>
    /// <inheritdoc cref="Detector"/>
    public RunSpec SpecOf(DetectionExperiment experiment, int seed, RunSpec run, string? dataFolder) => run with
    {
        Experiment = experiment, Seed = seed, Data = DescribeData(experiment, dataFolder), TrainingCode = TrainingCode.Versions.Of(experiment), Parts = null,
    };

    // The file of an experiment's trained weights.
    private string Weights(
        DetectionExperiment experiment, int seed, RunSpec run, string? dataFolder, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        if (experiment.Challenge is null)
            throw new ArgumentException($"{experiment.Slug} keeps no weights; expected an experiment with {nameof(DetectionExperiment.Challenge)}.", nameof(experiment));
        var spec = SpecOf(experiment, seed, run, dataFolder);
        return Trained(spec, DetectionRun.WeightsFile, folder => Execute(spec, folder, dataFolder, progress, cancel), cancel);
    }

    private PretrainedDetector? Pretrained(DetectionExperiment experiment, RunSpec run, string? dataFolder, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        if (experiment.Challenge?.Pretraining is not { } wanted)
            return null;
        var weights = Weights(wanted, seed: 0, run, dataFolder, progress, cancel);
        var (own, given) = (Open(experiment, dataFolder).Train.Dataset.Categories, Open(wanted, dataFolder).Train.Dataset.Categories);
        return PretrainedDetector.Load(weights, ExternalCategories.Map(experiment.Data, own, wanted.Data, given));
    }

    /// <summary>Where synthetic sets are written: the first of the usual places, seen from beside the results.</summary>
    private string Drawn => DataFolders.Candidates(null, Environment.GetEnvironmentVariable(DataFolders.Variable), Path.GetDirectoryName(store.Root)!)[0];

    /// <summary>The weights that a detector starts from, trained by the first run that needs them; other processes wait for it.</summary>
    private PretrainedBackbone Backbone(DetectionExperiment experiment, RunSpec detector, string? dataFolder, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        if (experiment.Backbone is not { } wanted)
            return PretrainedBackbone.Load(ImageNetWeights(experiment, dataFolder));
        var spec = detector with { Experiment = wanted, Seed = 0, Data = SyntheticObjects.Source };
        return PretrainedBackbone.Load(Trained(spec, BackboneRun.WeightsFile, folder => BackboneRun.Execute(spec, folder, environment, progress, cancel), cancel));
    }

    // A file that a run leaves in its working folder: of the run that made it before, or of one now, in this process or another.
    private string Trained(RunSpec spec, string file, Func<string, RunRecord> run, CancellationToken cancel)
    {
        var folder = store.WorkFolder(spec);
        var path = Path.Combine(folder, file);
        while (!File.Exists(path))
        {
            cancel.ThrowIfCancellationRequested();
            using var hold = store.TryLock(spec, out _);
            if (hold is null)
                cancel.WaitHandle.WaitOne(LockInterval);
            else if (!File.Exists(path) && run(folder) is var record)
            {
                store.Write(record);
                if (record.Status == RunStatus.Diverged)
                    throw new InvalidOperationException($"{spec.Name}, which other runs start from, diverged: {record.StatusDetail}.");
            }
        }
        return path;
    }

    /// <summary>MSRA's, from which detectron2's detectors start; of the LVIS challenge's backbones those of torchvision and Cadene.</summary>
    private static string ImageNetWeights(DetectionExperiment experiment, string? dataFolder)
    {
        var name = experiment.Challenge?.Trunk switch
        {
            null => FormattableString.Invariant($"backbones/R-{experiment.Model.Depth}.pkl"),
            ChallengeTrunk.ResNeXt101 => "backbones/resnext101_64x4d-173b62eb.pth",
            _ => "backbones/senet154-c7b49a05.pth",
        };
        var folders = DataFolders.Candidates(dataFolder);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"No ImageNet weights: expected {name} in {string.Join(" or ", folders)}. \"workbook data get backbones\" fetches them.");
    }

    private DataSource WithPretraining(DataSource source, DetectionExperiment experiment, string? dataFolder)
    {
        if (experiment.Challenge?.Pretraining is not { } pretraining)
            return source;
        var other = DescribeData(pretraining, dataFolder);
        return source with
        {
            Sha256 = source.Sha256.Concat(other.Sha256.Select(hash => KeyValuePair.Create($"{other.Name}, started from: {hash.Key}", hash.Value))).ToDictionary(),
        };
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

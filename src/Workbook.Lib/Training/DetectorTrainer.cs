using TorchSharp;
using TorchSharp.Modules;
using Workbook.Data;
using Workbook.Data.Detection;
using Workbook.Data.Loading;
using Workbook.Data.Sampling;
using Workbook.Experiments;
using Workbook.Models;
using Workbook.Ops;
using Workbook.Results;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Training;

/// <summary>
/// Model, optimizer and data order of one detector's training, advanced a step at a time. Everything random comes from the seed: weights and
/// sampled proposals from torch's state, the order of images and their transforms from streams of their own, so that a training continued
/// from its checkpoint gives bit for bit the weights of one that was never stopped.
/// </summary>
public sealed class DetectorTrainer : IDisposable
{
    private const double StatisticsFrom = 0.8; // share of the iterations after which a detector counts as trained

    private readonly DetectorSettings _settings;
    private readonly DetectionDataset _dataset;
    private readonly IReadOnlyList<IReadOnlyList<BoxXywh>>? _ignored;
    private readonly Device _device;
    private readonly SGD _optimizer;
    private readonly DetectionLoader _loader;
    private readonly string _identity;

    /// <param name="model">Makes the model, after torch's random state is set from the seed.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="dataset">What to learn; every image with an object is used.</param>
    /// <param name="path">The file of an image: see <see cref="ImagePaths"/>.</param>
    /// <param name="seed">At least 0.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="checkpoint">A file to go on from where it exists; null to start.</param>
    /// <param name="start">What tells the weights that the model starts from apart from others, such as a hash, where the seed does not give them all; else null.</param>
    /// <param name="ignored">For each image regions that background is not learned from: see <see cref="DetectionTarget"/>; null for none.</param>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or another training's.</exception>
    public DetectorTrainer(
        Func<MaskRcnn> model, DetectorSettings settings, DetectionDataset dataset, Func<int, string> path, int seed, Device device, string? checkpoint = null,
        string? start = null, IReadOnlyList<IReadOnlyList<BoxXywh>>? ignored = null)
    {
        (_settings, _dataset, _ignored, _device) = (settings, dataset, ignored, device);
        manual_seed(seed).Dispose();
        Model = model().to(device);
        var shapes = Model.state_dict().ToDictionary(item => item.Key, item => item.Value.shape);
        _identity = CanonicalJson.Hash(RecordJson.ToJson(new { settings, shapes, Model.Config, dataset.Sha256, seed, start }));
        ChannelsLast.Weights(Model);
        _optimizer = optim.SGD(
            Model.parameters().Where(p => p.requires_grad), settings.Schedule.PeakLearningRate, settings.Optimizer.Momentum,
            weight_decay: settings.Optimizer.WeightDecay, nesterov: settings.Optimizer.Nesterov);
        if (settings.GathersStatistics)
            Model.Observer = Statistics = new DetectorStatistics(Model.Config.Classes, Model.IsSigmoid);
        if (checkpoint is not null)
            Restore(checkpoint);
        ulong Stream(ulong number) => new Rng((ulong)seed, number).NextUInt64();
        var sampler = new BatchSampler(Order(settings.Sampling, dataset, Stream(0)), settings.BatchSize);
        _loader = new DetectionLoader(dataset, path, sampler, settings.Transform, Stream(1), settings.LoaderThreads, ahead: 2, firstIteration: Iteration);
    }

    /// <summary>The model in training.</summary>
    public MaskRcnn Model { get; }

    /// <summary>Optimizer steps done.</summary>
    public long Iteration { get; private set; }

    /// <summary>What was told to <see cref="Save"/> with the checkpoint that this training goes on from; empty for a new one.</summary>
    public string Notes { get; private set; } = "";

    /// <summary>Null unless the settings ask for them.</summary>
    internal DetectorStatistics? Statistics { get; }

    /// <summary>One optimizer step.</summary>
    public DetectorStep Step()
    {
        using var scope = NewDisposeScope();
        var batch = _loader.Next();
        var images = ChannelsLast.Of(tensor(batch.Images, [batch.Count, 3, batch.Height, batch.Width], device: _device));
        var sizes = batch.Geometries.Select(g => new ImageSize(g.NewHeight, g.NewWidth)).ToArray();
        var classes = (int)Model.Config.Classes;
        var targets = sizes.Select((size, i) => DetectionTargets.Of(
            batch.Instances[i], size, DetectionTargets.ListedIn(_dataset.Images, batch.ImageIndices[i]), classes, _device) with
        {
            Ignored = _ignored is null ? null : DetectionTargets.Regions(_ignored[batch.ImageIndices[i]], batch.Geometries[i], _device),
        }).ToArray();
        _loader.Return(batch);

        var rate = _settings.Schedule.LearningRateAt(Iteration);
        foreach (var group in _optimizer.ParamGroups)
            group.LearningRate = rate;
        Model.train();
        Model.zero_grad();
        var losses = Model.Losses(images, sizes, targets);
        losses.Total().backward();
        Statistics?.Add(withProbability: Iteration >= StatisticsFrom * _settings.Schedule.Iterations);
        if (_settings.LargestGradient is { } limit)
            utils.clip_grad_norm_(Model.parameters().Where(p => p.requires_grad), limit);
        _optimizer.step();
        return new(Iteration++, rate, [.. losses.Parts.Select(part => (part.Name, (double)part.Value.item<float>()))]);
    }

    /// <summary>Writes everything that the next steps depend on, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="notes">The caller's own, for <see cref="Notes"/>.</param>
    public void Save(string path, string notes = "")
    {
        using var scope = NewDisposeScope();
        using var checkpoint = new Checkpoint { State = FormattableString.Invariant($"{Iteration}\n{notes}") };
        OptimizerState.Add(checkpoint, Model, _optimizer);
        checkpoint.Tensors.AddRange(Statistics?.State.Select(sum => ($"statistics.{sum.Name}", sum.Value.alias())) ?? []);
        checkpoint.Write(path, _identity);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _loader?.Dispose();
        _optimizer.Dispose();
        Statistics?.Dispose();
        Model.Dispose();
    }

    private static IImageOrder Order(Sampling sampling, DetectionDataset dataset, ulong seed)
    {
        var images = TrainingImages.Of(dataset);
        return sampling switch
        {
            Sampling.Uniform => new UniformOrder(images, seed),
            Sampling.ClassAware => new ClassAwareOrder(dataset, images, seed),
            Sampling.RepeatFactor factor => new RepeatFactorOrder(images, RepeatFactors.Of(dataset, images, factor.Threshold), seed),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private void Restore(string path)
    {
        using var checkpoint = Checkpoint.Read(path, _identity);
        if (checkpoint is null)
            return;
        OptimizerState.Restore(checkpoint, Model, _optimizer, _device);
        foreach (var (name, sum) in Statistics?.State ?? [])
            sum.copy_(checkpoint.Tensors.Single(t => t.Name == $"statistics.{name}").Value);
        var text = checkpoint.State.Split('\n', 2);
        (Iteration, Notes) = (long.Parse(text[0], System.Globalization.CultureInfo.InvariantCulture), text[1]);
    }
}

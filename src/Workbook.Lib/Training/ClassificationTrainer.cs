using TorchSharp;
using TorchSharp.Modules;
using Workbook.Data;
using Workbook.Evaluation;
using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Training;

/// <summary>
/// Model, loss, optimizer and data order of one classification run, advanced a step at a time. Everything random comes from the seed: weights
/// and torch's own draws from <c>torch.manual_seed</c>, the order of images, their augmentation and the loss from streams of their own, so that a
/// run continued from its checkpoint gives bit for bit the weights of one that was never stopped.
/// </summary>
internal sealed class ClassificationTrainer : IDisposable
{
    private const int EvaluationBatch = 500;

    private readonly ClassificationExperiment experiment;
    private readonly ClassificationSets sets;
    private readonly Device device;
    private readonly Module<Tensor, Tensor> model;
    private readonly Module<Tensor, Tensor, Tensor> loss;
    private readonly Generator lossGenerator;
    private readonly SGD optimizer;
    private readonly BatchLoader loader;

    /// <param name="experiment">What to train, at the scale to train it.</param>
    /// <param name="sets">Its data.</param>
    /// <param name="seed">At least 0.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="checkpoint">Where to go on from, or null to start.</param>
    internal ClassificationTrainer(ClassificationExperiment experiment, ClassificationSets sets, int seed, Device device, Checkpoint? checkpoint)
    {
        (this.experiment, this.sets, this.device) = (experiment, sets, device);
        manual_seed(seed).Dispose();
        ulong Stream(ulong number) => new Rng((ulong)seed, number).NextUInt64();
        lossGenerator = new Generator(Stream(2), device);
        model = ClassificationModels.Build(experiment, sets.Train.ClassNames.Count).to(device);
        ChannelsLast.Weights(model);
        loss = ClassificationLosses.Build(experiment.Loss, ClassFrequencyOf(sets.Train), lossGenerator).to(device);
        optimizer = optim.SGD(
            model.parameters(), experiment.Schedule.PeakLearningRate, experiment.Optimizer.Momentum,
            weight_decay: experiment.Optimizer.WeightDecay, nesterov: experiment.Optimizer.Nesterov);
        if (checkpoint is not null)
            Restore(checkpoint);
        loader = new BatchLoader(
            sets.Train, new EpochSampler(sets.Train.Labels.Length, experiment.BatchSize, Stream(0)), Stream(1), sets.Threads, sets.BatchesAhead, Iteration);
    }

    /// <summary>Optimizer steps done.</summary>
    internal long Iteration { get; private set; }

    /// <summary>Learning rate of the step before.</summary>
    internal double LearningRate { get; private set; }

    /// <summary>One optimizer step; returns its training loss.</summary>
    internal double Step()
    {
        using var scope = NewDisposeScope();
        var batch = loader.Next();
        var images = Images(batch);
        var labels = tensor(batch.Labels, device: device);
        loader.Return(batch);

        LearningRate = experiment.Schedule.LearningRateAt(Iteration);
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = LearningRate;
        model.train();
        model.zero_grad();
        var value = loss.call(model.call(images), labels);
        value.backward();
        optimizer.step();
        Iteration++;
        return value.item<float>();
    }

    /// <summary>Accuracy over the test set; <paramref name="scores"/> receives the logits, [test images, classes], where given.</summary>
    internal ClassificationAccuracy Evaluate(Span<float> scores = default)
    {
        var evaluator = new ClassificationEvaluator(sets.Test.ClassNames, sets.Train.CountPerClass(), sets.ShotImages);
        using var noGrad = no_grad();
        model.eval();
        foreach (var batch in BatchLoader.InOrder(sets.Test, EvaluationBatch, sets.Threads))
        {
            using var scope = NewDisposeScope();
            var logits = model.call(Images(batch)).cpu().data<float>().ToArray();
            evaluator.Add(logits, batch.Labels);
            if (!scores.IsEmpty)
            {
                logits.CopyTo(scores);
                scores = scores[logits.Length..];
            }
        }
        return evaluator.Result();
    }

    /// <summary>Everything that the next steps depend on.</summary>
    internal Checkpoint Capture()
    {
        var checkpoint = new Checkpoint();
        foreach (var (name, value) in model.state_dict())
            checkpoint.Tensors.Add(($"model.{name}", value.alias()));
        var momentum = optimizer.state_dict().State;
        for (var i = 0; i < momentum.Count; i++)
            if (((SGD.State)momentum[i]).momentum_buffer is { } buffer)
                checkpoint.Tensors.Add((FormattableString.Invariant($"momentum.{i}"), buffer.alias()));
        checkpoint.Tensors.Add(("random.torch", random.get_rng_state()));
        checkpoint.Tensors.Add(("random.loss", lossGenerator.get_state()));
        return checkpoint;
    }

    public void Dispose()
    {
        loader?.Dispose();
        optimizer.Dispose();
        loss.Dispose();
        lossGenerator.Dispose();
        model.Dispose();
    }

    private void Restore(Checkpoint checkpoint)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var tensors = checkpoint.Tensors.ToDictionary(t => t.Name, t => t.Value);
        foreach (var (name, value) in model.state_dict())
            value.copy_(tensors[$"model.{name}"]);
        var state = optimizer.state_dict();
        for (var i = 0; i < state.State.Count; i++)
            if (tensors.TryGetValue(FormattableString.Invariant($"momentum.{i}"), out var buffer))
                ((SGD.State)state.State[i]).momentum_buffer = buffer.to(device, copy: true).DetachFromDisposeScope();
        optimizer.load_state_dict(state);
        random.set_rng_state(tensors["random.torch"]);
        lossGenerator.set_state(tensors["random.loss"]);
        Iteration = ClassificationProgress.Parse(checkpoint.State).Iteration;
    }

    private Tensor Images(ImageBatch batch) =>
        ChannelsLast.Of(tensor(batch.Images, [batch.Count, ImageSet.Channels, sets.Train.Height, sets.Train.Width], device: device));

    private static ClassFrequency ClassFrequencyOf(ILabelledImages train) =>
        new([.. train.CountPerClass().Select(n => (long)n)], train.Labels.Length, train.Source.Name, train.Source.Sha256.Values.LastOrDefault() ?? "");
}

using System.Diagnostics;
using TorchSharp;
using Workbook.Data.Images;
using Workbook.Data.Synthetic;
using Workbook.Data.Weights;
using Workbook.Experiments;
using Workbook.Models.Backbones;
using Workbook.Ops;
using Workbook.Results;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>Trains the backbone that thin detectors start from.</summary>
internal static class BackboneRun
{
    /// <summary>The weights' file in the run's working folder.</summary>
    public const string WeightsFile = "backbone.safetensors";

    private const string CheckpointFile = "checkpoint.bin";
    private const int TestImagesPerClass = 10;
    private const int TestBatch = 120;
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Trains, from the checkpoint in <paramref name="workFolder"/> where there is one, and writes the weights. Stopped at any moment and called
    /// again, it gives bit for bit the same ones on the same machine.
    /// </summary>
    /// <param name="spec">What to run; its experiment is a <see cref="BackboneExperiment"/>.</param>
    /// <param name="workFolder">Where the weights go.</param>
    /// <param name="environment">Written into the record.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancel">Ends it after the current step with an exception, and a checkpoint.</param>
    public static RunRecord Execute(RunSpec spec, string workFolder, RunEnvironment environment, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var experiment = (BackboneExperiment)spec.Experiment;
        set_num_threads(environment.Threads);
        using var scope = NewDisposeScope();
        var device = new Device(spec.Device);
        var (classes, total) = (SyntheticObjects.Classes, experiment.Iterations);
        var (train, test) = (Images(classes * experiment.ImagesPerClass, split: 0), Images(classes * Math.Min(TestImagesPerClass, experiment.ImagesPerClass), split: 1));
        manual_seed(spec.Seed).Dispose();
        using var model = (experiment.Trunk is { } trunk
            ? new ResNetClassifier(DetectorBuilder.Trunk(trunk, experiment.Width, NormKind.Batch, freezeAt: 0, DeformableKind.None), classes)
            : new ResNetClassifier(new ResNetConfig { Depth = experiment.Depth, WidthMultiplier = experiment.Width, Norm = NormKind.Batch, FreezeAt = 0 }, classes)).to(device);
        ChannelsLast.Weights(model);
        using var optimizer = optim.SGD(
            model.parameters(), experiment.Schedule.PeakLearningRate, experiment.Optimizer.Momentum, weight_decay: experiment.Optimizer.WeightDecay,
            nesterov: experiment.Optimizer.Nesterov);
        var file = Path.Combine(workFolder, CheckpointFile);
        var state = new ClassificationProgress { Started = DateTimeOffset.UtcNow };
        using (var checkpoint = Checkpoint.Read(file, spec.Identity))
            if (checkpoint is not null)
            {
                state = ClassificationProgress.Parse(checkpoint.State);
                OptimizerState.Restore(checkpoint, model, optimizer, device);
            }
        var (clock, wallBefore, first, lastCheckpoint) = (Stopwatch.StartNew(), state.WallSeconds, state.Iteration, TimeSpan.Zero);
        model.train();
        while (state.Iteration < total)
        {
            if (cancel.IsCancellationRequested || clock.Elapsed - lastCheckpoint >= CheckpointInterval)
            {
                Save();
                lastCheckpoint = clock.Elapsed;
                cancel.ThrowIfCancellationRequested();
            }
            using var step = NewDisposeScope();
            var rate = experiment.Schedule.LearningRateAt(state.Iteration);
            foreach (var group in optimizer.ParamGroups)
                group.LearningRate = rate;
            var chosen = randint(0, train.shape[0], [experiment.BatchSize], dtype: ScalarType.Int64);
            var images = Normalised(train.index_select(0, chosen), device);
            if (rand(1).item<float>() < 0.5f)
                images = images.flip(3);
            var loss = nn.functional.cross_entropy(model.call(ChannelsLast.Of(images)), chosen.remainder(classes).to(device));
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            state.Curve.Add(new CurvePoint(state.Iteration++, loss.item<float>(), rate));
            var perSecond = (state.Iteration - first) / clock.Elapsed.TotalSeconds;
            progress.Report(new TrainingProgress(
                state.Iteration, total, state.Curve[^1].Loss, rate, perSecond, TimeSpan.FromSeconds((total - state.Iteration) / perSecond), "training its backbone"));
        }
        var top1 = 100 * Accuracy(model, test, classes, device);
        Safetensors.Write(Path.Combine(workFolder, WeightsFile), model.state_dict().Where(item => !item.Key.StartsWith("fc.", StringComparison.Ordinal)));
        return new RunRecord
        {
            Spec = spec,
            Status = RunStatus.Finished,
            Metrics = new Dictionary<string, double> { ["top1"] = top1, ["trainLoss"] = state.Curve.TakeLast(Math.Max(1, total / 50)).Average(point => point.Loss) },
            Curve = CurvePoint.Thin(state.Curve),
            Environment = environment,
            Started = state.Started,
            Ended = DateTimeOffset.UtcNow,
            WallSeconds = wallBefore + clock.Elapsed.TotalSeconds,
        };

        void Save()
        {
            state.WallSeconds = wallBefore + clock.Elapsed.TotalSeconds;
            using var checkpoint = new Checkpoint { State = state.ToJson() };
            OptimizerState.Add(checkpoint, model, optimizer);
            checkpoint.Write(file, spec.Identity);
        }
    }

    private static Tensor Images(int count, int split) => tensor(
        SyntheticObjects.Draw(count, split), [count, SyntheticObjects.Side, SyntheticObjects.Side, RgbImage.Channels], ScalarType.Byte);

    private static Tensor Normalised(Tensor pixels, Device device)
    {
        var normalisation = Data.Transforms.PixelNormalisation.Torchvision;
        var planes = pixels.to(device).to(ScalarType.Float32).permute(0, 3, 1, 2) / normalisation.Divisor;
        return (planes - tensor(normalisation.Mean, device: device).reshape(-1, 1, 1)) / tensor(normalisation.Std, device: device).reshape(-1, 1, 1);
    }

    private static double Accuracy(ResNetClassifier model, Tensor images, int classes, Device device)
    {
        using var noGrad = no_grad();
        model.eval();
        var right = 0L;
        for (var first = 0L; first < images.shape[0]; first += TestBatch)
        {
            using var scope = NewDisposeScope();
            var some = images.slice(0, first, Math.Min(images.shape[0], first + TestBatch), 1);
            var labels = arange(first, first + some.shape[0], dtype: ScalarType.Int64, device: device).remainder(classes);
            right += model.call(ChannelsLast.Of(Normalised(some, device))).argmax(1).eq(labels).sum().item<long>();
        }
        return (double)right / images.shape[0];
    }
}

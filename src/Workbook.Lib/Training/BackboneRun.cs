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

    private const int TestImagesPerClass = 10;
    private const int TestBatch = 120;

    /// <summary>
    /// Trains, and writes the weights. A few minutes at most, so there is no checkpoint: stopped, it starts over, and gives the same weights.
    /// </summary>
    /// <param name="spec">What to run; its experiment is a <see cref="BackboneExperiment"/>.</param>
    /// <param name="workFolder">Where the weights go.</param>
    /// <param name="environment">Written into the record.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancel">Ends it with an exception.</param>
    public static RunRecord Execute(RunSpec spec, string workFolder, RunEnvironment environment, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var experiment = (BackboneExperiment)spec.Experiment;
        var (started, clock) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        set_num_threads(environment.Threads);
        using var scope = NewDisposeScope();
        var device = new Device(spec.Device);
        var (classes, total) = (SyntheticObjects.Classes, experiment.Iterations);
        var (train, test) = (Images(classes * experiment.ImagesPerClass, split: 0), Images(classes * Math.Min(TestImagesPerClass, experiment.ImagesPerClass), split: 1));
        manual_seed(spec.Seed).Dispose();
        using var model = new ResNetClassifier(
            new ResNetConfig { Depth = experiment.Depth, WidthMultiplier = experiment.Width, Norm = NormKind.Batch, FreezeAt = 0 }, classes).to(device);
        ChannelsLast.Weights(model);
        using var optimizer = optim.SGD(
            model.parameters(), experiment.Schedule.PeakLearningRate, experiment.Optimizer.Momentum, weight_decay: experiment.Optimizer.WeightDecay,
            nesterov: experiment.Optimizer.Nesterov);
        var curve = new List<CurvePoint>();
        model.train();
        for (var iteration = 0; iteration < total; iteration++)
        {
            cancel.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            var rate = experiment.Schedule.LearningRateAt(iteration);
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
            curve.Add(new CurvePoint(iteration, loss.item<float>(), rate));
            var perSecond = (iteration + 1) / clock.Elapsed.TotalSeconds;
            progress.Report(new TrainingProgress(iteration + 1, total, curve[^1].Loss, rate, perSecond, TimeSpan.FromSeconds((total - iteration - 1) / perSecond), "training its backbone"));
        }
        var top1 = 100 * Accuracy(model, test, classes, device);
        Safetensors.Write(Path.Combine(workFolder, WeightsFile), model.state_dict().Where(item => !item.Key.StartsWith("fc.", StringComparison.Ordinal)));
        return new RunRecord
        {
            Spec = spec,
            Status = RunStatus.Finished,
            Metrics = new Dictionary<string, double> { ["top1"] = top1, ["trainLoss"] = curve.TakeLast(Math.Max(1, total / 50)).Average(point => point.Loss) },
            Curve = CurvePoint.Thin(curve),
            Environment = environment,
            Started = started,
            Ended = DateTimeOffset.UtcNow,
            WallSeconds = clock.Elapsed.TotalSeconds,
        };
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

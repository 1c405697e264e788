using System.Diagnostics;
using TorchSharp;
using Workbook.Data.ImageNet;
using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Machine;
using Workbook.Models;
using Workbook.Ops;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>What an image costs in training and in evaluation, measured with random weights on random images of the experiment's size.</summary>
/// <param name="TrainingSeconds">Of one image in a training step.</param>
/// <param name="InferenceSeconds">Of one image in evaluation.</param>
/// <param name="Parameters">Trained and frozen numbers of the model.</param>
/// <param name="ImageBytes">Memory of an image's share of a step at most, from the resident memory on the CPU; 0 where it is not known. What was measured before in
/// the same process and took more counts too.</param>
public sealed record StepCost(double TrainingSeconds, double InferenceSeconds, long Parameters, long ImageBytes)
{
    private const int Steps = 2; // after one to warm up
    private const int Objects = 12; // LVIS has 11.2 an image
    private const int ClassifierBatch = 64;
    private const int PixelsOfStep = 1 << 20; // small images are measured as many at a time as a step has, the paper's alone

    // Freed memory stays with the process, so that only the first measurement could start from what it was itself.
    private static readonly long Before = PeakMemory.Bytes;

    /// <summary>Measures on this machine.</summary>
    /// <param name="experiment">What the experiments with its model, data and scale cost; loss and sampling hardly matter.</param>
    /// <param name="device">Where.</param>
    /// <exception cref="ArgumentException">An experiment of another kind.</exception>
    public static StepCost Measure(Experiment experiment, Device device) => experiment switch
    {
        DetectionExperiment detection => Measure(detection, device),
        ClassificationExperiment classification => Measure(classification, device),
        _ => throw new ArgumentException($"No cost is known of experiments of type {experiment.GetType().Name}.", nameof(experiment)),
    };

    private static StepCost Measure(DetectionExperiment experiment, Device device)
    {
        using var scope = NewDisposeScope();
        var (scale, classes) = (experiment.Scale, experiment.Data.Categories);
        var frequency = new ClassFrequency([.. Enumerable.Repeat(1L, classes)], 1, "one image a category", sha256: "");
        using var model = DetectorBuilder.Build(experiment, classes, frequency, strideIn1x1: false, Calm).to(device);
        ChannelsLast.Weights(model);
        var size = new ImageSize(scale.ShorterEdge, scale.LongerEdge);
        static int Padded(int pixels) => (pixels + 31) / 32 * 32;
        var count = Math.Clamp(PixelsOfStep / (Padded(size.Height) * Padded(size.Width)), 1, experiment.BatchSize);
        var images = ChannelsLast.Of(rand(count, 3, Padded(size.Height), Padded(size.Width), device: device));
        ImageSize[] sizes = [.. Enumerable.Repeat(size, count)];
        DetectionTarget[] targets = [.. sizes.Select(_ => Target())];
        return Measure(model, count, device, () => model.Losses(images, sizes, targets).Total(), () => model.Detect(images, sizes));

        DetectionTarget Target()
        {
            var corners = rand(Objects, 2, device: device) * tensor(new[] { size.Width * 0.7f, size.Height * 0.7f }, device: device);
            var boxes = cat([corners, corners + 0.25 * scale.ShorterEdge], 1);
            var masks = experiment.Data.HasMasks ? new BitmapMasks(ones(Objects, size.Height, size.Width, dtype: ScalarType.Byte, device: device)) : null;
            return new DetectionTarget(boxes, randint(0, classes, [Objects], dtype: ScalarType.Int64, device: device), masks);
        }
    }

    // Untrained, the maps grow from block to block until no proposal is left: frozen norms that halve them hold them down.
    private static void Calm(nn.Module body)
    {
        foreach (var (_, value) in body.state_dict().Where(item => item.Key.EndsWith("running_var", StringComparison.Ordinal)))
            value.fill_(4);
    }

    private static StepCost Measure(ClassificationExperiment experiment, Device device)
    {
        using var scope = NewDisposeScope();
        var (classes, side) = (experiment.Data.ClassCount, experiment.Augmentation is CropRecipe crop ? crop.Size : 32);
        using var model = ClassificationModels.Build(experiment, classes).to(device);
        ChannelsLast.Weights(model);
        var images = ChannelsLast.Of(rand(ClassifierBatch, 3, side, side, device: device));
        var labels = randint(0, classes, [ClassifierBatch], dtype: ScalarType.Int64, device: device);
        return Measure(model, ClassifierBatch, device, () => nn.functional.cross_entropy(model.call(images), labels), () => model.call(images));
    }

    private static StepCost Measure(nn.Module model, int images, Device device, Func<Tensor> loss, Action infer)
    {
        var before = Before;
        PeakMemory.Reset();
        var training = Seconds(device, () =>
        {
            model.train();
            model.zero_grad();
            loss().backward();
        });
        var peak = PeakMemory.Bytes;
        var inference = Seconds(device, () =>
        {
            model.eval();
            using var noGrad = no_grad();
            infer();
        });
        return new(training / images, inference / images, Count(model), device.type == DeviceType.CPU ? Math.Max(0, peak - before) / images : 0);
    }

    private static double Seconds(Device device, Action step)
    {
        Once();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Steps; i++)
            Once();
        return clock.Elapsed.TotalSeconds / Steps;

        void Once()
        {
            using var scope = NewDisposeScope();
            step();
            // A device that works ahead is waited for by a number read back.
            _ = ones(1, device: device).item<float>();
        }
    }

    private static long Count(nn.Module model) => model.parameters().Sum(parameter => parameter.numel());
}

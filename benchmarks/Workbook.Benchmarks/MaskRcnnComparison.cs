using System.Diagnostics;
using System.Globalization;
using TorchSharp.Modules;
using Workbook.Losses;
using Workbook.Models;
using Workbook.Models.Backbones;
using Workbook.Ops;
using static TorchSharp.torch;

namespace Workbook.Benchmarks;

/// <summary>
/// Mask R-CNN R-50-FPN on one 480 x 640 image with 8 objects: a training step (frozen norms, stem and C2 frozen, SGD), or inference with score threshold
/// 0 and 300 detections with their masks pasted, against torchvision (peers/mask_rcnn.py) over the same libtorch, in turns.
/// </summary>
internal static class MaskRcnnComparison
{
    private const int Threads = 2, Height = 480, Width = 640, Objects = 8;

    /// <param name="classes">Classes with background, as torchvision counts.</param>
    /// <param name="mode">train or detect.</param>
    /// <param name="layout">The peer's memory layout: channels_last or contiguous.</param>
    /// <param name="rounds">Steps of each.</param>
    public static void Run(int classes, string mode, string layout, int rounds)
    {
        set_num_threads(Threads);
        manual_seed(0);
        using var ours = new Detector(classes - 1);
        Func<double> step = mode == "train" ? ours.Train : ours.Detect;
        using var peer = new PeerProcess(
            "mask_rcnn.py", Threads.ToString(CultureInfo.InvariantCulture), classes.ToString(CultureInfo.InvariantCulture), mode, layout);
        for (var i = 0; i < 2; i++)
        {
            step();
            peer.Measure(1);
        }
        var (own, python) = (new List<double>(), new List<double>());
        for (var i = 0; i < rounds; i++)
        {
            own.Add(step());
            python.AddRange(peer.Measure(1));
        }
        var ratios = own.Zip(python, (a, b) => a / b).Order().ToArray();
        var (ownMemory, pythonMemory) = (Comparisons.PeakMemory(), peer.Measure(0)[0]);
        Console.WriteLine(FormattableString.Invariant(
            $"{mode,-7} {classes,5} classes, {Threads} threads, {rounds} of each in turns: torchvision ({layout}) {Comparisons.Median(python):F0} ms (min {python.Min():F0}), {pythonMemory:F0} MiB; here {Comparisons.Median(own):F0} ms (min {own.Min():F0}), {ownMemory:F0} MiB; by medians {Comparisons.Median(own) / Comparisons.Median(python):F3}, by minima {own.Min() / python.Min():F3}, paired quartiles {ratios[ratios.Length / 4]:F3} {ratios[ratios.Length / 2]:F3} {ratios[3 * ratios.Length / 4]:F3}; memory {ownMemory / pythonMemory:F2}"));
    }

    private sealed class Detector : IDisposable
    {
        private readonly MaskRcnn model;
        private readonly SGD optimizer;
        private readonly Tensor image = ChannelsLast.Of(rand(1, 3, Height, Width));
        private readonly DetectionTarget target;

        public Detector(int classes)
        {
            model = new MaskRcnn(
                new ResNet(ResNetConfig.ResNet50), ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()),
                new MaskRcnnConfig { Classes = classes, Heads = new() { IsMaskClassAgnostic = false } });
            ChannelsLast.Weights(model);
            optimizer = optim.SGD(model.parameters().Where(p => p.requires_grad), 1e-4, momentum: 0.9, weight_decay: 1e-4);
            var (left, top) = (rand(Objects) * 440, rand(Objects) * 300);
            var boxes = stack([left, top, left + 40 + rand(Objects) * 150, top + 40 + rand(Objects) * 130], 1);
            var corners = boxes.data<float>().ToArray();
            var polygons = Enumerable.Range(0, Objects).Select(g => new[] { Polygon(corners.AsSpan(4 * g, 4)) }).ToList();
            target = new DetectionTarget(boxes, randint(0, classes, [Objects]), new PolygonMasks(polygons));
        }

        public double Train()
        {
            using var scope = NewDisposeScope();
            var start = Stopwatch.GetTimestamp();
            model.train();
            model.zero_grad();
            var loss = model.Losses(image, [new ImageSize(Height, Width)], [target]).Total();
            loss.backward();
            optimizer.step();
            _ = loss.item<float>();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        public double Detect()
        {
            using var scope = NewDisposeScope();
            var start = Stopwatch.GetTimestamp();
            model.eval();
            var found = model.Detect(image, [new ImageSize(Height, Width)])[0];
            MaskPasting.RunLengths(found.Masks!, found.Boxes, Height, Width, 0.5f);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        public void Dispose()
        {
            optimizer.Dispose();
            model.Dispose();
        }

        private static double[] Polygon(ReadOnlySpan<float> box) => [box[0], box[1], box[2], box[1], box[2], box[3], box[0], box[3]];
    }
}

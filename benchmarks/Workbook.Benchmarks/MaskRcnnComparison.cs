using System.Diagnostics;
using System.Globalization;
using Workbook.Models;
using Workbook.Training;
using static TorchSharp.torch;

namespace Workbook.Benchmarks;

/// <summary>
/// Mask R-CNN R-50-FPN on one 480 x 640 image with 8 objects: a training step (frozen norms, stem and C2 frozen, SGD), or inference with score threshold
/// 0 and 300 detections with their masks pasted, against torchvision (peers/mask_rcnn.py) over the same libtorch, in turns.
/// </summary>
internal static class MaskRcnnComparison
{
    private const int Threads = 2;

    /// <param name="classes">Classes with background, as torchvision counts.</param>
    /// <param name="mode">train or detect.</param>
    /// <param name="layout">The peer's memory layout: channels_last or contiguous.</param>
    /// <param name="rounds">Steps of each.</param>
    public static void Run(int classes, string mode, string layout, int rounds)
    {
        set_num_threads(Threads);
        manual_seed(0);
        using var ours = new DetectorWorkload(classes - 1, new ImageSize(480, 640));
        Action<ModuleProfiler?> work = mode == "train" ? ours.Train : ours.Detect;
        using var peer = new PeerProcess(
            "mask_rcnn.py", Threads.ToString(CultureInfo.InvariantCulture), classes.ToString(CultureInfo.InvariantCulture), mode, layout);
        for (var i = 0; i < 2; i++)
        {
            Step();
            peer.Measure(1);
        }
        var (own, python) = (new List<double>(), new List<double>());
        for (var i = 0; i < rounds; i++)
        {
            own.Add(Step());
            python.AddRange(peer.Measure(1));
        }
        var ratios = own.Zip(python, (a, b) => a / b).Order().ToArray();
        var (ownMemory, pythonMemory) = (Comparisons.PeakMemory(), peer.Measure(0)[0]);
        Console.WriteLine(FormattableString.Invariant(
            $"{mode,-7} {classes,5} classes, {Threads} threads, {rounds} of each in turns: torchvision ({layout}) {Comparisons.Median(python):F0} ms (min {python.Min():F0}), {pythonMemory:F0} MiB; here {Comparisons.Median(own):F0} ms (min {own.Min():F0}), {ownMemory:F0} MiB; by medians {Comparisons.Median(own) / Comparisons.Median(python):F3}, by minima {own.Min() / python.Min():F3}, paired quartiles {ratios[ratios.Length / 4]:F3} {ratios[ratios.Length / 2]:F3} {ratios[3 * ratios.Length / 4]:F3}; memory {ownMemory / pythonMemory:F2}"));

        double Step()
        {
            var start = Stopwatch.GetTimestamp();
            work(null);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }
}

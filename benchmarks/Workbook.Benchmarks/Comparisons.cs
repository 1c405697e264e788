using System.Globalization;

namespace Workbook.Benchmarks;

/// <summary>Measurements against a reference implementation in another process: <c>Workbook.Benchmarks compare NAME</c>, for images with a folder of photos.</summary>
internal static class Comparisons
{
    private static readonly Dictionary<string, Action> All = new()
    {
        ["eql"] = EqualizationLossComparison.Run,
        ["lvis-evaluation"] = LvisEvaluationComparison.Run,
        ["operator-call"] = OperatorCallComparison.Run,
        ["resnet32-step"] = ResNet32StepComparison.Run,
    };

    public static int Run(string name, string[] arguments)
    {
        if (name == "images" && arguments is [var folder])
        {
            ImagesComparison.Run(folder);
            return 0;
        }
        if (name == "mask-rcnn" && arguments is [var classes, "train" or "detect", "channels_last" or "contiguous", var rounds])
        {
            MaskRcnnComparison.Run(int.Parse(classes, CultureInfo.InvariantCulture), arguments[1], arguments[2], int.Parse(rounds, CultureInfo.InvariantCulture));
            return 0;
        }
        if (!All.TryGetValue(name, out var comparison))
        {
            Console.Error.WriteLine($"There is no comparison \"{name}\". There are: {string.Join(", ", All.Keys)}, images FOLDER, mask-rcnn CLASSES train|detect channels_last|contiguous ROUNDS.");
            return 2;
        }
        comparison();
        return 0;
    }

    public static double Median(List<double> times)
    {
        var sorted = times.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Peak resident memory of this process in MiB.</summary>
    public static double PeakMemory() => File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("VmHWM", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .First();
}

using System.Diagnostics;
using System.Globalization;

namespace Workbook.Benchmarks;

/// <summary>
/// <c>workbook evaluate --dataset lvis</c> against lvis-api (peers/lvis_eval.py) on the same files: user CPU seconds and peak memory of whole
/// processes, from start to the metrics. Ours runs before and after the peer. The files: <c>LVIS_GT</c>, <c>LVIS_RESULTS</c>; <c>LVIS_IOU</c>
/// is bbox (default) or segm, with the masks of peers/lvis_masks.py.
/// </summary>
internal static class LvisEvaluationComparison
{
    private const int Rounds = 3;

    public static void Run()
    {
        var (truth, results, kind) = (Setting("LVIS_GT"), Setting("LVIS_RESULTS"), Environment.GetEnvironmentVariable("LVIS_IOU") ?? "bbox");
        var workbook = Path.Combine(AppContext.BaseDirectory, "../../../../../src/Workbook.Cli/bin/Release/net10.0/workbook.dll");
        string[] evaluate = [workbook, "evaluate", "--dataset", "lvis", "--gt", truth, "--results", results, "--iou", kind, "--json", Path.Combine(Path.GetTempPath(), "lvis-evaluation.json")];
        var ours = new List<Usage>();
        for (var i = 0; i < Rounds; i++)
            ours.Add(Measure("dotnet", evaluate));
        var peer = Measure(PeerProcess.Python, [Path.Combine(AppContext.BaseDirectory, "peers", "lvis_eval.py"), truth, results, kind]);
        for (var i = 0; i < Rounds; i++)
            ours.Add(Measure("dotnet", evaluate));

        Console.WriteLine($"lvis evaluation, {kind}: {Path.GetFileName(truth)}, {Path.GetFileName(results)}");
        Console.WriteLine(FormattableString.Invariant($"lvis-api  {peer.Seconds,8:F2} s user  {peer.PeakMegabytes,6:F0} MB"));
        foreach (var usage in ours)
            Console.WriteLine(FormattableString.Invariant(
                $"here      {usage.Seconds,8:F2} s user  {usage.PeakMegabytes,6:F0} MB   1/{peer.Seconds / usage.Seconds:F0} of the time, 1/{peer.PeakMegabytes / usage.PeakMegabytes:F0} of the memory"));
    }

    // GNU time counts what the process and its threads used, whoever started it.
    private static Usage Measure(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/time", ["-f", "%U %M", program, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var lines = process.StandardError.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Console.WriteLine(output.Result);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed:\n{string.Join('\n', lines)}");
        var fields = lines[^1].Split(' ');
        return new Usage(double.Parse(fields[0], CultureInfo.InvariantCulture), double.Parse(fields[1], CultureInfo.InvariantCulture) / 1024);
    }

    private static string Setting(string name) => Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"Set {name} to a file: ground truth and results in LVIS's JSON.");

    private sealed record Usage(double Seconds, double PeakMegabytes);
}

using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace Workbook.Benchmarks;

/// <summary>
/// Forward and backward of the equalization loss against the authors' formula in Python's torch (peers/eql.py), in alternating rounds, and
/// against what bounds it: one copy of the logits (memory), and its own arithmetic on rows that stay in the cache.
/// </summary>
internal static class EqualizationLossComparison
{
    private const int Threads = 2, Rounds = 9, Calls = 15, CachedRows = 128;

    public static void Run()
    {
        const int Rows = EqualizationLossWork.Proposals, Columns = EqualizationLossWork.Categories;
        set_num_threads(Threads);
        using var work = new EqualizationLossWork(Rows);
        using var cached = new EqualizationLossWork(CachedRows);
        using var peer = new PeerProcess("eql.py", Text(Threads), Text(Rows), Text(Columns), Text(EqualizationLossWork.TailShare));
        var cases = new (string Name, Func<double[]> Round)[]
        {
            ("authors' formula, Python", () => peer.Measure(Calls)),
            ("tensor form", () => Time(work.Composed)),
            ("fused", () => Time(work.Fused)),
            ("fused, 1 thread", () => Time(work.FusedOnOneThread)),
            ("arithmetic alone, 1 thread", () => Time(() => Repeat(cached.ArithmeticOnOneThread, Rows / CachedRows))),
            ("copy of the logits", () => Time(work.Copy)),
        };
        foreach (var (_, round) in cases)
            round();
        var times = cases.ToDictionary(c => c.Name, _ => new List<double>());
        for (var i = 0; i < Rounds; i++)
            foreach (var (name, round) in cases)
                times[name].AddRange(round());

        Console.WriteLine(
            $"EQL forward + backward, {Rows} x {Columns} float32, {Threads} threads, {Rounds} alternating rounds of {Calls} calls");
        Console.WriteLine($"{"",-28} {"min ms",8} {"median ms",10} {"ns/element",11} {"Python / it",12} {"it / copy",10}  (by medians)");
        var (reference, copy) = (Comparisons.Median(times["authors' formula, Python"]), Comparisons.Median(times["copy of the logits"]));
        foreach (var (name, _) in cases)
        {
            var median = Comparisons.Median(times[name]);
            FormattableString numbers =
                $"{times[name].Min(),8:F3} {median,10:F3} {median * 1e6 / Rows / Columns,11:F3} {reference / median,12:F1} {median / copy,10:F1}";
            Console.WriteLine($"{name,-28} {FormattableString.Invariant(numbers)}");
        }
    }

    private static double[] Time(Action call)
    {
        var times = new double[Calls];
        for (var i = 0; i < Calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            call();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return times;
    }

    private static void Repeat(Action call, int times)
    {
        for (var i = 0; i < times; i++)
            call();
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}

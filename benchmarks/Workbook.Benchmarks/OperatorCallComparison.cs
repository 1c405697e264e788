using System.Diagnostics;
using static TorchSharp.torch;

namespace Workbook.Benchmarks;

/// <summary>One operator call on tensors of one element, where nothing but the call costs, against Python's torch (peers/operator_call.py) in turns.</summary>
internal static class OperatorCallComparison
{
    private const int Rounds = 20, Calls = 20_000;

    public static void Run()
    {
        using var noGrad = no_grad();
        using var x = zeros(1);
        using var y = ones(1);
        using var peer = new PeerProcess("operator_call.py");
        var (inPlace, creating) = (new List<double>(), new List<double>());
        var (inPlacePython, creatingPython) = (new List<double>(), new List<double>());
        for (var round = -3; round < Rounds; round++)
        {
            var own = (Nanoseconds(() => x.add_(y)), Nanoseconds(() => x.add(y).Dispose()));
            var python = peer.Measure(1);
            if (round < 0)
                continue;
            inPlace.Add(own.Item1);
            creating.Add(own.Item2);
            inPlacePython.Add(python[0]);
            creatingPython.Add(python[1]);
        }
        Console.WriteLine(FormattableString.Invariant($"One-element addition, {Rounds} alternating rounds of {Calls} calls, medians"));
        Print("add_ (in place)", inPlace, inPlacePython);
        Print("add and dispose", creating, creatingPython);
    }

    private static void Print(string name, List<double> own, List<double> python)
    {
        var (here, there) = (Comparisons.Median(own) / 1e3, Comparisons.Median(python) / 1e3);
        Console.WriteLine(FormattableString.Invariant($"{name,-16} here {here:F2} us, Python {there:F2} us, here / Python {here / there:F2}"));
    }

    private static double Nanoseconds(Action call)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
            call();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
    }
}

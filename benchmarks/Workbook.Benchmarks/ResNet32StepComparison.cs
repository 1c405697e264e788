using System.Diagnostics;
using System.Globalization;
using TorchSharp.Modules;
using Workbook.Models;
using Workbook.Ops;
using static TorchSharp.torch;

namespace Workbook.Benchmarks;

/// <summary>
/// A ResNet-32 training step (batch 256, channels-last, Nesterov SGD) against the same step in Python's torch (peers/resnet32_step.py) over the
/// same libtorch, step by step in turns, and against what bounds it: the arithmetic of its convolutions at the rate of a convolution alone.
/// </summary>
internal static class ResNet32StepComparison
{
    private const int Threads = 2, Rounds = 24, WarmUp = 4, Batch = 256;

    public static void Run()
    {
        set_num_threads(Threads);
        using var ours = new Step();
        using var peer = new PeerProcess("resnet32_step.py", Threads.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < WarmUp; i++)
        {
            ours.Milliseconds();
            peer.Measure(1);
        }
        var (own, python) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds; i++)
        {
            own.Add(ours.Milliseconds());
            python.AddRange(peer.Measure(1));
        }
        var ratios = own.Zip(python, (a, b) => a / b).Order().ToArray();
        var (ownMemory, pythonMemory) = (Comparisons.PeakMemory(), peer.Measure(0)[0]);

        Console.WriteLine(FormattableString.Invariant($"ResNet-32 training step, batch {Batch}, {Threads} threads, {Rounds} steps of each in turns"));
        Console.WriteLine($"{"",-10} {"min ms",8} {"median ms",10} {"peak MiB",9}");
        Print("Python", python, pythonMemory);
        Print("here", own, ownMemory);
        Console.WriteLine(FormattableString.Invariant(
            $"here / Python: by medians {Comparisons.Median(own) / Comparisons.Median(python):F3}, by minima {own.Min() / python.Min():F3}, paired quartiles {ratios[ratios.Length / 4]:F3} {ratios[ratios.Length / 2]:F3} {ratios[3 * ratios.Length / 4]:F3}; memory {ownMemory / pythonMemory:F2}"));
        var bound = ConvolutionBound();
        Console.WriteLine(FormattableString.Invariant(
            $"convolutions alone, forward and backward, at their own speed: {bound:F0} ms, {bound / Comparisons.Median(own):P0} of the step here"));
    }

    private static void Print(string name, List<double> times, double memory) =>
        Console.WriteLine(FormattableString.Invariant($"{name,-10} {times.Min(),8:F0} {Comparisons.Median(times),10:F0} {memory,9:F0}"));

    /// <summary>Milliseconds of forward and backward of the 31 convolutions, each alone on fixed tensors.</summary>
    private static double ConvolutionBound()
    {
        // (inputs, outputs, size, stride, how many of it)
        (int In, int Out, int Size, int Stride, int Count)[] convolutions =
            [(3, 16, 32, 1, 1), (16, 16, 32, 1, 10), (16, 32, 32, 2, 1), (32, 32, 16, 1, 9), (32, 64, 16, 2, 1), (64, 64, 8, 1, 9)];
        double total = 0;
        foreach (var (inputs, outputs, size, stride, count) in convolutions)
        {
            using var scope = NewDisposeScope();
            var conv = nn.Conv2d(inputs, outputs, kernel_size: 3, stride: stride, padding: 1, bias: false);
            ChannelsLast.Weights(conv);
            var x = ChannelsLast.Of(randn(Batch, inputs, size, size)).requires_grad_(inputs != 3);
            var gradient = ChannelsLast.Of(randn(Batch, outputs, size / stride, size / stride));
            var times = new List<double>();
            for (var i = 0; i < 7; i++)
            {
                using var inner = NewDisposeScope();
                var start = Stopwatch.GetTimestamp();
                conv.call(x).backward([gradient]);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                conv.zero_grad();
                x.grad = null;
            }
            total += count * Comparisons.Median(times);
            conv.Dispose();
        }
        return total;
    }

    private sealed class Step : IDisposable
    {
        private readonly ResNet32Cifar model = new(100);
        private readonly SGD optimizer;
        private readonly Tensor images = ChannelsLast.Of(randn(Batch, 3, 32, 32));
        private readonly Tensor labels = randint(0, 100, [Batch]);

        public Step()
        {
            ChannelsLast.Weights(model);
            optimizer = optim.SGD(model.parameters(), 0.1, momentum: 0.9, weight_decay: 1e-4, nesterov: true);
        }

        public double Milliseconds()
        {
            using var scope = NewDisposeScope();
            var start = Stopwatch.GetTimestamp();
            model.zero_grad();
            var loss = nn.functional.cross_entropy(model.call(images), labels);
            loss.backward();
            optimizer.step();
            _ = loss.item<float>();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        public void Dispose()
        {
            optimizer.Dispose();
            model.Dispose();
            images.Dispose();
            labels.Dispose();
        }
    }
}

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Workbook.Machine;
using Workbook.Models;
using Workbook.Training;
using static TorchSharp.torch;

namespace Workbook.Cli;

/// <summary><c>workbook profile</c>: where the time of a detector's step goes, and what bounds it.</summary>
internal static class ProfileCommand
{
    public static Command Create(CliHost host)
    {
        var work = new Argument<string>("work") { Description = "train: a training step; detect: an inference with 300 detections" }.AcceptOnlyFromAmong("train", "detect");
        var classes = Count("--classes", "Categories, without background", 90, 1);
        var height = Count("--height", "Of the image, in pixels", 480, 200);
        var width = Count("--width", "Of the image, in pixels", 640, 200);
        var steps = Count("--steps", "Steps to average over, after two to warm up", 5, 1);
        var depth = Count("--depth", "How deep into the modules: 3 shows backbone.body.layer3", 3, 1);
        var command = new Command("profile", "Time each module of Mask R-CNN R-50-FPN, with random weights on a random image, on the CPU")
        {
            work, classes, height, width, steps, depth,
        };
        command.SetAction(result =>
        {
            TorchThreads.Configure();
            using var workload = new DetectorWorkload(result.GetValue(classes), new ImageSize(result.GetValue(height), result.GetValue(width)));
            Action<ModuleProfiler?> step = result.GetRequiredValue(work) == "train" ? workload.Train : workload.Detect;
            Print(step, workload.Model, result.GetValue(steps), result.GetValue(depth), host.Output);
            return CommandLine.Success;
        });
        return command;
    }

    private static void Print(Action<ModuleProfiler?> step, MaskRcnn model, int steps, int depth, TextWriter output)
    {
        var first = ConvolutionSpeed.Measure();
        step(null);
        step(null);
        var plain = Milliseconds(steps, () => step(null));
        using var profiler = new ModuleProfiler(model, depth);
        var total = Milliseconds(steps, () => step(profiler));
        var peak = Math.Max(first, ConvolutionSpeed.Measure());
        var rows = profiler.Rows();
        var nameWidth = rows.Max(row => row.Name.Length + 2 * row.Depth) + 2;
        output.WriteLine($"{"ms of a step".PadRight(nameWidth)} {"forward",9} {"backward",9} {"share",7} {"GFLOP",8} {"GFLOP/s",8} {"of peak",8}");
        foreach (var row in rows)
            output.WriteLine(Line(new string(' ', 2 * row.Depth) + row.Name, row, total, peak));
        var roots = rows.Where(row => row.Depth == 0).ToList();
        var sum = new ProfileRow(
            "all", 0, roots.Sum(r => r.Forward), roots.Sum(r => r.Backward), roots.Sum(r => r.ForwardWork), roots.Sum(r => r.BackwardWork));
        output.WriteLine(Line(sum.Name, sum, total, peak));
        var bound = sum.Work / peak * 1000;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            A step takes {total:F0} ms observed, {plain:F0} ms unobserved, on {get_num_threads()} threads.
            Convolutions and fully connected layers: {sum.Work:F1} GFLOP. At this machine's peak, the {peak:F0} GFLOP/s of a 3 x 3 convolution of 256 channels, they alone take {bound:F0} ms, {bound / plain:P0} of the step unobserved.
            """));

        string Line(string name, ProfileRow row, double whole, double fastest) => string.Create(CultureInfo.InvariantCulture,
            $"{name.PadRight(nameWidth)} {row.Forward,9:F1} {row.Backward,9:F1} {row.Time / whole,7:P1} {row.Work,8:F1} {row.Speed,8:F1} {row.Speed / fastest,8:P0}");
    }

    private static double Milliseconds(int steps, Action step)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < steps; i++)
            step();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / steps;
    }

    private static Option<int> Count(string name, string description, int usual, int least)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int>() < least)
                result.AddError($"{name} {result.GetValueOrDefault<int>()}: expected at least {least}.");
        });
        return option;
    }
}

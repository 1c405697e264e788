using System.Diagnostics;
using ResumableRun;
using Workbook.Training;
using Xunit;

namespace Workbook.Tests.Training;

public sealed class KillAndResumeTests : IDisposable
{
    private const int Kills = 5;
    private readonly string folder = Directory.CreateTempSubdirectory("workbook-kill-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Execute_KilledAtRandomMoments_GivesBitwiseTheSameWeights()
    {
        var whole = Path.Combine(folder, "whole");
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, Run(whole, killAfter: null));
        var duration = clock.Elapsed;

        var killed = Path.Combine(folder, "killed");
        var random = new Random(20200305);
        var survived = 0;
        for (var kill = 0; kill < Kills; kill++)
            if (Run(killed, killAfter: duration * (0.3 + 0.6 * random.NextDouble())) == 0)
                survived++;
        Assert.True(survived < Kills, "No run was killed before its end: the test would show nothing.");
        Assert.Equal(0, Run(killed, killAfter: null));

        var sets = ShortRun.Sets();
        var identity = ShortRun.Spec(sets).Identity;
        using var expected = Checkpoint.Read(Path.Combine(whole, ClassificationRun.CheckpointFile), identity)!;
        using var actual = Checkpoint.Read(Path.Combine(killed, ClassificationRun.CheckpointFile), identity)!;
        Assert.Equal(expected.Tensors.Select(t => t.Name), actual.Tensors.Select(t => t.Name));
        Assert.Contains(expected.Tensors, t => t.Name == "model.fc.weight");
        foreach (var (one, other) in expected.Tensors.Zip(actual.Tensors))
            Assert.True(one.Value.bytes.SequenceEqual(other.Value.bytes), $"{one.Name} differs");
        Assert.Equal(ClassificationProgress.Parse(expected.State).Curve, ClassificationProgress.Parse(actual.State).Curve);
    }

    /// <summary>Exit code of the run in a process of its own; -1 where it was killed.</summary>
    private static int Run(string workFolder, TimeSpan? killAfter)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        start.ArgumentList.Add(typeof(ShortRun).Assembly.Location);
        start.ArgumentList.Add(workFolder);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        if (killAfter is { } time && !process.WaitForExit(time))
        {
            process.Kill(); // SIGKILL
            process.WaitForExit();
            return -1;
        }
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return process.ExitCode;
    }
}

using System.Diagnostics;
using ResumableRun;
using Workbook.Training;
using Xunit;

namespace Workbook.Tests.Training;

public sealed class KillAndResumeTests : IDisposable
{
    private const int MostKills = 5;
    private readonly string folder = Directory.CreateTempSubdirectory("workbook-kill-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Execute_KilledAtRandomMoments_GivesBitwiseTheSameWeights()
    {
        var whole = Path.Combine(folder, "whole");
        Assert.True(Finishes(whole, killAfterCheckpoint: null));

        // Each process gets one checkpoint further at least, and is then killed at some moment: in a step, between two, or while it writes.
        var killed = Path.Combine(folder, "killed");
        var random = new Random(20200305);
        var kills = 0;
        while (kills < MostKills && !Finishes(killed, killAfterCheckpoint: TimeSpan.FromMilliseconds(random.Next(250))))
            kills++;
        Assert.True(kills >= 2, $"The run was killed {kills} times only: the test shows little.");
        Assert.True(Finishes(killed, killAfterCheckpoint: null));

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

    /// <summary>Runs in a process of its own; false where it was killed, that long after its first new checkpoint.</summary>
    private static bool Finishes(string workFolder, TimeSpan? killAfterCheckpoint)
    {
        var checkpoint = Path.Combine(workFolder, ClassificationRun.CheckpointFile);
        var before = File.GetLastWriteTimeUtc(checkpoint);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        start.ArgumentList.Add(typeof(ShortRun).Assembly.Location);
        start.ArgumentList.Add(workFolder);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        if (killAfterCheckpoint is { } delay)
        {
            while (File.GetLastWriteTimeUtc(checkpoint) == before && !process.WaitForExit(TimeSpan.FromMilliseconds(1)))
            {
            }
            if (!process.WaitForExit(delay))
            {
                process.Kill(); // SIGKILL
                process.WaitForExit();
                return false;
            }
        }
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return true;
    }
}

using Fuzz;
using Xunit;

namespace Workbook.Tests.Fuzzing;

/// <summary>A short run of every target; a long one is a command: <c>dotnet tests/Fuzz/bin/Release/net10.0/Fuzz.dll all 20000 SEED FOLDER</c>.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 1_000;
    private const ulong Seed = 20240607;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void ChangedInputs_AreReadOrRefused(string name)
    {
        var target = FuzzTargets.All.Single(target => target.Name == name);

        var report = new FuzzRun(target, Seed).Run(0, Inputs);

        Assert.True(report.Findings.Count == 0, string.Join("\n", report.Findings.Select(finding => $"{name} {Seed} {finding.Number}: {finding.What}")));
        Assert.Equal(Inputs, report.Read + report.Refused);
        Assert.True(report.Read > Inputs / 50 && report.Refused > Inputs / 50, $"{report.Read} read, {report.Refused} refused: the changes try only one side.");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Seeds_AreRead(string name)
    {
        var target = FuzzTargets.All.Single(target => target.Name == name);
        Assert.All(target.Seeds, target.Read);
    }

    [Fact]
    public void Crash_IsFoundAndMadeAgain()
    {
        var target = Target(input => throw new NotSupportedException());

        var finding = new FuzzRun(target, Seed).Run(5, 1).Findings.Single();

        Assert.Equal(5, finding.Number);
        Assert.Equal(finding.Input, new FuzzRun(target, Seed).Input(5));
        Assert.NotEqual(finding.Input, new FuzzRun(target, Seed + 1).Input(5));
        Assert.Contains(nameof(NotSupportedException), finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Hang_IsFound()
    {
        using var end = new ManualResetEventSlim();
        var target = Target(_ => end.Wait());

        var report = new FuzzRun(target, Seed) { Limit = TimeSpan.FromMilliseconds(1) }.Run(0, 3);

        end.Set();
        Assert.Contains("took longer", Assert.Single(report.Findings).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_IsNoFinding()
    {
        var report = new FuzzRun(Target(_ => throw new InvalidDataException()), Seed).Run(0, 3);
        Assert.Equal((0, 3, 0), (report.Read, report.Refused, report.Findings.Count));
    }

    private static FuzzTarget Target(Action<byte[]> read) => new("target", ["0123456789"u8.ToArray()], [], read, error => error is InvalidDataException);
}

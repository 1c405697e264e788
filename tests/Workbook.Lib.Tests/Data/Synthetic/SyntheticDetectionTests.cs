using System.Text.Json;
using Newtonsoft.Json.Linq;
using Workbook.Data.Synthetic;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Data.Synthetic;

public sealed class SyntheticDetectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SyntheticDetectionKind.Lvis)]
    [InlineData(SyntheticDetectionKind.OpenImages)]
    public void Write_OneAndThreeThreads_SameFiles(SyntheticDetectionKind kind)
    {
        var (one, three) = (Write("one", kind, threads: 1), Write("three", kind, threads: 3));
        var files = Directory.GetFiles(one.Folder, "*", SearchOption.AllDirectories);
        Assert.Equal(108 + 24 + (kind == SyntheticDetectionKind.Lvis ? 3 : 7), files.Length);
        foreach (var file in files)
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(three.Folder, Path.GetRelativePath(one.Folder, file))));
        Assert.Equal(one.Source.Sha256, three.Source.Sha256);
        Assert.NotEqual(one.Source.Sha256, Write("other", kind, seed: 2).Source.Sha256);
    }

    [Theory]
    [InlineData(SyntheticDetectionKind.Lvis)]
    [InlineData(SyntheticDetectionKind.OpenImages)]
    public void Write_Any_SaysThatItIsSynthetic(SyntheticDetectionKind kind)
    {
        var set = Write("a", kind);
        Assert.True(set.Source.IsSynthetic);
        Assert.Contains("synthetic", set.Source.Name, StringComparison.Ordinal);
        var manifest = JObject.Parse(File.ReadAllText(Path.Combine(set.Folder, "dataset.json")));
        Assert.True((bool)manifest["synthetic"]!);
        Assert.StartsWith("SYNTHETIC", (string)manifest["description"]!, StringComparison.Ordinal);
        Assert.Equal(set.Categories.Select(category => category.LookAlike), manifest["categories"]!.Select(category => (string?)category["look_alike"]));
        Assert.Equal(kind == SyntheticDetectionKind.Lvis ? 4 : 8, set.Source.Sha256.Count);
        if (kind == SyntheticDetectionKind.Lvis)
            Assert.All([SyntheticSplit.Train, SyntheticSplit.Validation], split =>
            {
                using var json = JsonDocument.Parse(File.ReadAllText(set.Annotations(split)));
                Assert.StartsWith("SYNTHETIC", json.RootElement.GetProperty("info").GetProperty("description").GetString(), StringComparison.Ordinal);
            });
    }

    [Fact]
    public void Write_Again_LeftAsItIs()
    {
        var set = Write("a");
        var image = Directory.GetFiles(set.Images(SyntheticSplit.Train))[0];
        var written = File.GetLastWriteTimeUtc(image);
        File.SetLastWriteTimeUtc(image, written.AddDays(-1));
        Assert.Equal(set.Source.Sha256, Write("a").Source.Sha256);
        Assert.Equal(written.AddDays(-1), File.GetLastWriteTimeUtc(image));
    }

    [Fact]
    public void Write_FolderOfSomethingElse_ThrowsAndLeavesIt()
    {
        Write("a", seed: 1);
        Assert.Contains("seed 1, expected 2", Refused(() => Write("a", seed: 2)), StringComparison.Ordinal);
        var other = Directory.CreateDirectory(Path.Combine(_folder.Path, "b")).FullName;
        Assert.Contains("has no dataset.json", Refused(() => Write("b")), StringComparison.Ordinal);
        Assert.True(Directory.Exists(other));
        File.WriteAllText(Path.Combine(other, "dataset.json"), "{");
        Assert.Contains("no JSON", Refused(() => Write("b")), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ChangedSet_Throws()
    {
        var set = Write("a");
        var path = set.Annotations(SyntheticSplit.Validation);
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text + " ");
        Assert.Contains("lvis_v0.5_val.json", Refused(() => Write("a")), StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains("lvis_v0.5_val.json", Refused(() => Write("a")), StringComparison.Ordinal);
        File.WriteAllText(path, text);
        File.Delete(Directory.GetFiles(set.Images(SyntheticSplit.Train))[0]);
        Assert.Contains("107 images in train, expected 108", Refused(() => Write("a")), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AfterAnInterruptedRun_StartsAnewAndCleansUp()
    {
        var half = Path.Combine(_folder.Path, "a.tmp", "content", "train");
        Directory.CreateDirectory(half);
        File.WriteAllText(Path.Combine(half, "000000000999.png"), "half an image");
        Assert.Equal(Write("b").Source.Sha256, Write("a").Source.Sha256);
        Assert.Equal(["a", "b"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Write_WhileAnotherWrites_Throws()
    {
        using var hold = RunLock.TryTake(Path.Combine(_folder.Path, "a.tmp"), out _);
        Assert.NotNull(hold);
        Assert.Contains("is being written by", Assert.Throws<IOException>(() => SyntheticDetection.Write(
            Path.Combine(_folder.Path, "a"), SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Smoke, 1, patience: TimeSpan.Zero)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "a")));
    }

    [Fact]
    public void Write_FourAtOnce_AllHaveTheOneSet()
    {
        var hashes = new string[4];
        Parallel.For(0, hashes.Length, new ParallelOptions { MaxDegreeOfParallelism = hashes.Length }, i => hashes[i] = Write("a").Source.Sha256["pixels of train"]);
        Assert.Single(hashes.Distinct());
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "a.tmp")));
    }

    private static string Refused(Action write) => Assert.Throws<InvalidDataException>(write).Message;

    private SyntheticDetectionSet Write(string name, SyntheticDetectionKind kind = SyntheticDetectionKind.Lvis, ulong seed = 1, int? threads = null) =>
        SyntheticDetection.Write(Path.Combine(_folder.Path, name), kind, SyntheticDetectionSize.Smoke, seed, threads);
}

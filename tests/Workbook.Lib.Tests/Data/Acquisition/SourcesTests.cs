using System.IO.Compression;
using Tests.Support;
using Workbook.Data;
using Workbook.Data.Acquisition;
using Workbook.Experiments;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Data.Acquisition;

public class SourcesTests
{
    public static TheoryData<string> Names => [.. DatasetSources.All.Select(source => source.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_AreWellFormed(string name)
    {
        var source = DatasetSources.Named(name, DatasetSources.All);
        Assert.Equal(source.Files.Count, source.Files.Select(file => file.Path).Distinct().Count());
        Assert.All(source.Files, file =>
        {
            Assert.Matches("^([a-z-]+/)?[A-Za-z0-9_.-]+$", file.Path);
            Assert.DoesNotContain("..", file.Path, StringComparison.Ordinal);
            Assert.EndsWith("/" + file.FileName, file.Address.AbsolutePath, StringComparison.Ordinal);
            Assert.All(file.Checksums, checksum =>
            {
                Assert.Matches("^[0-9a-f]+$", checksum.Hex);
                Assert.Equal(checksum.Kind switch { ChecksumKind.Md5 => 32, ChecksumKind.GitBlob => 40, ChecksumKind.Sha256Prefix => 8, _ => 64 }, checksum.Hex.Length);
                Assert.NotEmpty(checksum.PublishedBy);
            });
            Assert.Equal(file.Unpacks is not null, file.Path.EndsWith(".zip", StringComparison.Ordinal) || (file.Path.EndsWith(".tar.gz", StringComparison.Ordinal) && name != "cifar100"));
        });
    }

    [Fact]
    public void OpenImages_Has18ArchivesOfImages()
    {
        var source = DatasetSources.Named("openimages", DatasetSources.All);
        Assert.Equal(["annotations", "validation", "challenge", "train"], source.Parts);
        Assert.Equal(16, source.FilesOf(["train"]).Count);
        // The publisher gives 513 GB for all training images.
        Assert.InRange(source.FilesOf(["train"]).Sum(file => file.RoughSize!.Value) >> 30, 505, 521);
    }

    [Fact]
    public void Backbones_WithADigestInTheirNames_AreHeldAgainstIt()
    {
        var files = DatasetSources.Named("backbones", DatasetSources.All).Files;
        Assert.Equal(["R-50.pkl", "R-101.pkl"], files.Where(file => file.Checksums.Count == 0).Select(file => file.FileName));
        Assert.All(files.Where(file => file.Checksums.Count > 0), file => Assert.Equal(file.FileName.Split('-', '.')[^2], Assert.Single(file.Checksums).Hex));
    }

    [Fact]
    public void Cifar100_IsWhereItsLoaderLooks()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, Assert.Single(DatasetSources.Named("cifar100", DatasetSources.All).Files).Path);
        File.WriteAllBytes(path, []);
        Assert.Equal(path, Cifar100.Find(folder.Path));
    }

    [Fact]
    public void Named_Mistyped_Suggests() =>
        Assert.Equal("There is no data set \"coca\". Did you mean coco?", Assert.Throws<UnknownNameException>(() => DatasetSources.Named("coca", DatasetSources.All)).Message);

    [Theory]
    [InlineData("openimages", "challenge-2019-classes-description-500.csv")]
    [InlineData("openimages", "challenge-2019-label500-hierarchy.json")]
    [InlineData("imagenet-lt", "ImageNet_LT_val.txt")]
    [InlineData("imagenet-lt", "ImageNet_LT_test.txt")]
    public async Task Checksums_OfCopiesAtHand_Agree(string name, string fileName)
    {
        var source = DatasetSources.Named(name, DatasetSources.All);
        using var folder = new TemporaryFolder();
        var copy = Path.Combine(folder.Path, fileName);
        if (name == "imagenet-lt")
            Gunzip(SharedFiles.Path($"data/imagenet-lt/{fileName}.gz"), copy);
        else
            File.Copy(SharedFiles.Path($"data/openimages/{fileName}"), copy);
        var file = source.Files.Single(file => file.FileName == fileName);

        var report = await DatasetFetcher.FetchAsync(
            source with { Files = [file], CheckContent = null }, Path.Combine(folder.Path, "data"), new FetchOptions { From = folder.Path }, new Progress<TransferProgress>(), TestContext.Current.CancellationToken);

        Assert.Equal(FetchOutcome.Fetched, Assert.Single(report.Files).Outcome);
    }

    [Fact]
    public void ImageList_RealLists_HaveTheirNumbers()
    {
        using var folder = new TemporaryFolder();
        var list = Path.Combine(folder.Path, "val.txt");
        Gunzip(SharedFiles.Path("data/imagenet-lt/ImageNet_LT_val.txt.gz"), list);
        Assert.Equal("val.txt: 20000 images of 1000 classes, 20 a class", ImageList.Check(list, 20_000, 1_000, 20, 20));
    }

    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "d41d8cd98f00b204e9800998ecf8427e", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")]
    [InlineData("hello\n", "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03", "b1946ac92492d2347c6235b4d2611184", "ce013625030ba8dba906f756967f9e9ca394464a")]
    public async Task Hashes_KnownTexts_AreThoseOfSha256sumMd5sumAndGit(string text, string sha256, string md5, string blob)
    {
        using var stream = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text));
        var hashes = await FileHashes.ComputeAsync(stream, [ChecksumKind.Md5, ChecksumKind.GitBlob, ChecksumKind.Sha256Prefix], _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal((sha256, md5, blob), (hashes[ChecksumKind.Sha256], hashes[ChecksumKind.Md5], hashes[ChecksumKind.GitBlob]));
    }

    [Fact]
    public void ImageList_WrongCounts_SaysGotAndExpected()
    {
        using var folder = new TemporaryFolder();
        var list = Path.Combine(folder.Path, "l.txt");
        File.WriteAllText(list, "train/a/1.JPEG 0\ntrain/a/2.JPEG 0\ntrain/b/1.JPEG 1\n");
        Assert.Equal("l.txt: 3 images of 2 classes, 1 to 2 a class", ImageList.Check(list, 3, 2, 1, 2));
        var error = Assert.Throws<InvalidDataException>(() => ImageList.Check(list, 4, 2, 2, 2));
        Assert.Contains("got 3 images of 2 classes, 1 to 2 a class, expected 4 images of 2 classes, 2 a class", error.Message, StringComparison.Ordinal);
        File.WriteAllText(list, "train/a/1.JPEG 0\n<html>\n");
        Assert.Contains("line 2: got '<html>', expected a path and a class number", Assert.Throws<InvalidDataException>(() => ImageList.Check(list, 1, 1, 1, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImageFolder_SomeMissing_CountsAndNamesTheFirst()
    {
        using var folder = new TemporaryFolder();
        var list = Path.Combine(folder.Path, "l.txt");
        File.WriteAllLines(list, Enumerable.Range(0, 9).Select(i => FormattableString.Invariant($"train/n1/{i}.JPEG 0")));
        Directory.CreateDirectory(Path.Combine(folder.Path, "train", "n1"));
        foreach (var i in new[] { 0, 4 })
            File.WriteAllText(Path.Combine(folder.Path, "train", "n1", FormattableString.Invariant($"{i}.JPEG")), "");

        var report = ImageFolderReport.Of([list], folder.Path);

        Assert.Equal((9, 7), (report.Listed, report.Missing));
        Assert.StartsWith($"7 of 9 images of the lists are not in '{folder.Path}': train/n1/1.JPEG, train/n1/2.JPEG, train/n1/3.JPEG, train/n1/5.JPEG, train/n1/6.JPEG and 2 more. ", report.ToString(), StringComparison.Ordinal);
        Assert.Equal($"All 0 images of the lists are in '{folder.Path}'.", ImageFolderReport.Of([], folder.Path).ToString());
    }

    private static void Gunzip(string from, string to)
    {
        using var gzip = new GZipStream(File.OpenRead(from), CompressionMode.Decompress);
        using var file = File.Create(to);
        gzip.CopyTo(file);
    }
}

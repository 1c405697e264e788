using System.IO.Compression;
using Tests.Support;
using Workbook.Data.Acquisition;
using Workbook.Data.ImageNet;
using Workbook.Data.Statistics;
using Xunit;

namespace Workbook.Tests.Data.ImageNet;

public sealed class ImageNetFolderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("workbook-tests-");

    [Fact]
    public void Open_NoLists_SaysWhatFetchesThem()
    {
        var problem = Assert.Throws<FileNotFoundException>(() => Open(skip: false));

        Assert.Contains("expected imagenet-lt/ImageNet_LT_train.txt", problem.Message, StringComparison.Ordinal);
        Assert.Contains("workbook data get imagenet-lt", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoImages_SaysWhereTheyAreExpected()
    {
        WriteLists();

        Assert.Contains("expected imagenet/train and imagenet/val", Assert.Throws<FileNotFoundException>(() => Open(skip: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TrainListWithAnotherCount_NamesTheClass()
    {
        WriteLists();
        var list = ListPath("train");
        File.WriteAllLines(list, File.ReadAllLines(list).SkipLast(1));
        Directory.CreateDirectory(Path.Combine(folder.FullName, "imagenet/train"));

        var last = ImageNetLongTail.TrainCounts[^1];
        Assert.Contains(
            $"got {last - 1} images of class 999, expected {last}", Assert.Throws<InvalidDataException>(() => Open(skip: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MissingImages_AreFatalAtOnceOrAllNoted()
    {
        WriteLists();
        var there = Path.Combine(folder.FullName, "imagenet/train/n0/n0_0.JPEG");
        Directory.CreateDirectory(Path.GetDirectoryName(there)!);
        File.WriteAllBytes(there, []);

        var problem = Assert.Throws<InvalidDataException>(() => Open(skip: false));
        Assert.Contains("165845 of 165846 images of the lists are not in", problem.Message, StringComparison.Ordinal);
        Assert.Contains("train/n0/n0_1.JPEG", problem.Message, StringComparison.Ordinal);

        var faults = new FaultyImages(areSkipped: true);
        var (train, test) = ImageNetFolder.Open([folder.FullName], faults);
        Assert.Equal(165_845, faults.Found.Count);
        Assert.Equal((115_846, 50_000, 1_000), (train.Labels.Length, test.Labels.Length, train.ClassNames.Count));
        Assert.Equal("n7", train.ClassNames[7]);
        Assert.Equal(["test list", "train list"], train.Source.Sha256.Keys);
    }

    [Fact]
    public void CheckCounts_RealTestList_HasFiftyOfEachClass()
    {
        var list = Path.Combine(folder.FullName, "test.txt");
        using (var packed = new GZipStream(File.OpenRead(SharedFiles.Path("data/imagenet-lt/ImageNet_LT_test.txt.gz")), CompressionMode.Decompress))
        using (var file = File.Create(list))
            packed.CopyTo(file);

        ImageList.CheckCounts(list, [.. Enumerable.Repeat(50, 1000)]);
        Assert.Contains("class 0, expected 49", Assert.Throws<InvalidDataException>(() => ImageList.CheckCounts(list, [.. Enumerable.Repeat(49, 1000)])).Message, StringComparison.Ordinal);
        Assert.Contains("got class 999", Assert.Throws<InvalidDataException>(() => ImageList.CheckCounts(list, [.. Enumerable.Repeat(50, 999)])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private (FileImages Train, FileImages Test) Open(bool skip) => ImageNetFolder.Open([folder.FullName], new FaultyImages(skip));

    private string ListPath(string part) => Path.Combine(folder.FullName, $"imagenet-lt/ImageNet_LT_{part}.txt");

    private void WriteLists()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "imagenet-lt"));
        File.WriteAllLines(ListPath("train"), ImageNetLongTail.TrainCounts.SelectMany((count, label) => Enumerable.Range(0, count).Select(i => $"train/n{label}/n{label}_{i}.JPEG {label}")));
        File.WriteAllLines(ListPath("test"), Enumerable.Range(0, 1000).SelectMany(label => Enumerable.Range(0, 50).Select(i => $"val/n{label}/val_{i}.JPEG {label}")));
    }
}

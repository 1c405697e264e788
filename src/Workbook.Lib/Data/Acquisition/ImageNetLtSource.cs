using Workbook.Data.Statistics;

namespace Workbook.Data.Acquisition;

/// <summary>
/// The image lists of ImageNet-LT (Liu et al., 2019). Their authors publish them in a Google Drive, which no program can fetch from; these are the copies in
/// the code of "Decoupling Representation and Classifier" (Kang et al., 2020), at its last commit.
/// </summary>
internal static class ImageNetLtSource
{
    private const string Repository = "facebookresearch/classifier-balancing";
    private const string Commit = "f162adef63fdf592d0b8a0f6e52bc481fc08785f";

    private static readonly RemoteFile[] Lists =
    [
        List("train", null, "a063f095fcd475db4cf8b0658c4b73955535bbf9"),
        List("val", 804_172, "3ed3188b2f44829ce2dec1cc27040d8d40984088"),
        List("test", 2_344_500, "76a2fb9749d6cd29e765cc4f8c270f2504131e2f"),
    ];

    public static DatasetSource Source { get; } = new()
    {
        Name = "imagenet-lt",
        Title = "ImageNet-LT lists",
        Site = new Uri("https://github.com/zhmiao/OpenLongTailRecognition-OLTR"),
        Files = Lists,
        ImageLists = Lists,
        Note = "The images are those of ImageNet (ILSVRC 2012), which only its own site hands out, to people who sign up; "
            + "\"--images FOLDER\" checks that yours are complete.",
        CheckContent = folder => string.Join("; ",
            CheckTrain(Path.Combine(folder, Lists[0].Path)),
            ImageList.Check(Path.Combine(folder, Lists[1].Path), images: 20_000, classes: 1_000, fewest: 20, most: 20),
            ImageList.Check(Path.Combine(folder, Lists[2].Path), images: 50_000, classes: 1_000, fewest: 50, most: 50)),
    };

    private static string CheckTrain(string file)
    {
        var numbers = ImageList.Check(file, images: 115_846, classes: 1_000, fewest: 5, most: 1_280);
        ImageList.CheckCounts(file, ImageNetLongTail.TrainCounts);
        return $"{numbers}, each the published number";
    }

    private static RemoteFile List(string part, long? size, string blob) => new()
    {
        Part = part,
        Path = $"imagenet-lt/ImageNet_LT_{part}.txt",
        Address = new Uri($"https://raw.githubusercontent.com/{Repository}/{Commit}/data/ImageNet_LT/ImageNet_LT_{part}.txt"),
        Size = size,
        Checksums = [new Checksum(ChecksumKind.GitBlob, blob, $"https://github.com/{Repository} at {Commit[..7]}")],
    };
}

namespace Workbook.Data.Acquisition;

/// <summary>The images of COCO 2017, which LVIS annotates too, and COCO's own annotations of them.</summary>
internal static class CocoSource
{
    public static DatasetSource Source { get; } = new()
    {
        Name = "coco",
        Title = "COCO 2017",
        Site = new Uri("https://cocodataset.org/#download"),
        Licence = "CC BY 4.0 for the annotations; the images keep the terms of Flickr",
        Files =
        [
            Archive(
                "annotations",
                "annotations/annotations_trainval2017.zip",
                252_907_541,
                "113a836d90195ee1f884e704da6304dfaaecff1f023f49b6ca93c4aaae470268",
                "annotations",
                null),
            Archive("val", "zips/val2017.zip", 815_585_330, "4f7e2ccb2866ec5041993c9cf2a952bbed69647b115d0f74da7ce8f4bef82f05", "val2017", 5_000),
            Archive("train", "zips/train2017.zip", 19_336_861_798, "69a8bb58ea5f8f99d24875f21416de2e9ded3178e903f1f7603e283b9e06d929", "train2017", 118_287),
            Archive("test", "zips/test2017.zip", 6_646_970_404, "c7908c3c9f94ba2f3340ebbeec58c25db6be8774f18d68c2f15d0e369d95baba", "test2017", 40_670),
        ],
    };

    private static RemoteFile Archive(string part, string remote, long size, string sha256, string unpacks, int? files) => new()
    {
        Part = part,
        Path = $"coco/{remote[(remote.IndexOf('/') + 1)..]}",
        Address = new Uri($"http://images.cocodataset.org/{remote}"),
        Size = size,
        Checksums = [new Checksum(ChecksumKind.Sha256, sha256, "TensorFlow Datasets, url_checksums/coco.txt")],
        Unpacks = unpacks,
        UnpackedFiles = files,
    };
}

namespace Workbook.Data.Acquisition;

/// <summary>
/// The detection track of the Open Images Challenge 2019: its annotations of 500 classes, and the images (at most 1024 pixels a side) as CVDF hosts them, the
/// training images by the first digit of their ids.
/// </summary>
internal static class OpenImagesSource
{
    public static DatasetSource Source { get; } = new()
    {
        Name = "openimages",
        Title = "Open Images Challenge 2019",
        Site = new Uri("https://storage.googleapis.com/openimages/web/challenge2019.html"),
        Licence = "CC BY 4.0 for the annotations; the images are listed as CC BY 2.0",
        Files =
        [
            Annotations("classes-description-500.csv", 9_237, "b84ed490a4f1cd1fe44adb2d4b5b7a3d25a70b450d34bd82d377527c379d3e03"),
            Annotations("label500-hierarchy.json", 44_428, "dcba144d2230d01ace9f2b1ef1b54df65e29f855356ed51cfc4f6e10300d7d8b"),
            Annotations("validation-detection-human-imagelabels.csv", 5_502_115, "0169a243664eeb82dbee3b2d2500db909d5f257d74780acc0ebd6853d1136e68"),
            Annotations("validation-detection-bbox.csv", 14_918_907, "3ffee3420c2810fe89b045ee2cacf2649870d40f14b15c34e12db1b688e3bf95"),
            Annotations("train-detection-human-imagelabels.csv", 240_365_679, "3e293861a20064cd0d4e54f7947d3c18a4607c68e515ef315951454d4fada94f"),
            Annotations("train-detection-bbox.csv", 996_981_249, "69b9ae566c4f8e51b02af8daaa891830878a4db8e66f873e40a1f77eb10a6e66"),
            Images("validation", "validation", 12),
            Images("challenge", "challenge2018", 10),
            .. "0123456789abcdef".Zip(
                [46, 34, 33, 32, 31, 31, 32, 31, 31, 31, 31, 31, 31, 31, 28, 28],
                (digit, gibibytes) => Images("train", $"train_{digit}", gibibytes)),
        ],
        Note = "The test images of 2019 are those of 2018. \"--only annotations\" leaves more than 500 GB of images out.",
    };

    private static RemoteFile Annotations(string name, long size, string sha256) => new()
    {
        Part = "annotations",
        Path = $"openimages/challenge-2019-{name}",
        Address = new Uri($"https://storage.googleapis.com/openimages/challenge_2019/challenge-2019-{name}"),
        Size = size,
        Checksums = [new Checksum(ChecksumKind.Sha256, sha256, "TensorFlow Datasets, url_checksums/open_images_challenge2019_detection.txt")],
    };

    // Sizes as https://github.com/cvdfoundation/open-images-dataset gives them.
    private static RemoteFile Images(string part, string name, int gibibytes) => new()
    {
        Part = part,
        Path = $"openimages/{name}.tar.gz",
        Address = new Uri($"https://open-images-dataset.s3.amazonaws.com/tar/{name}.tar.gz"),
        RoughSize = (long)gibibytes << 30,
        Unpacks = name,
    };
}

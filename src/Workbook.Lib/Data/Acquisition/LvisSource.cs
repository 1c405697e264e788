namespace Workbook.Data.Acquisition;

/// <summary>The annotations of LVIS v0.5 (Gupta, Dollar, Girshick, 2019). No sizes or checksums are published.</summary>
internal static class LvisSource
{
    public static DatasetSource Source { get; } = new()
    {
        Name = "lvis",
        Title = "LVIS v0.5 annotations",
        Site = new Uri("https://www.lvisdataset.org/dataset"),
        Licence = "CC BY 4.0 for the annotations",
        Files = [Annotations("train", "train"), Annotations("val", "val"), Annotations("test", "image_info_test")],
        Note = "The images are those of coco (train2017, val2017, test2017).",
    };

    private static RemoteFile Annotations(string part, string name) => new()
    {
        Part = part,
        Path = $"lvis/lvis_v0.5_{name}.json.zip",
        Address = new Uri($"https://dl.fbaipublicfiles.com/LVIS/lvis_v0.5_{name}.json.zip"),
        Unpacks = $"lvis_v0.5_{name}.json",
        UnpackedFiles = 1,
    };
}

using Workbook.Data.Detection;

namespace Workbook.Data.Loading;

/// <summary>Where the images of a data set lie.</summary>
public static class ImagePaths
{
    private const string OldPrefix = "COCO_";

    /// <summary>
    /// The file of each image in a folder. LVIS v0.5 names COCO's images of 2017 as those of 2014 (<c>COCO_val2014_000000397133.jpg</c>); the
    /// part behind the last underscore is their name.
    /// </summary>
    /// <param name="dataset">The ground truth.</param>
    /// <param name="folder">Where the file names begin.</param>
    public static Func<int, string> In(DetectionDataset dataset, string folder) => image =>
    {
        var name = dataset.Images.FileNames[image];
        if (name.Length == 0)
            throw new InvalidDataException($"{dataset.Source} names no file for image {dataset.Images.Ids[image]}; expected file_name or coco_url.");
        return Path.Combine(folder, name.StartsWith(OldPrefix, StringComparison.Ordinal) ? name[(name.LastIndexOf('_') + 1)..] : name);
    };
}

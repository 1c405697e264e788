using System.Security.Cryptography;
using Workbook.Data.Acquisition;
using Workbook.Data.Statistics;

namespace Workbook.Data.ImageNet;

/// <summary>ImageNet-LT in a folder of data sets: the lists in <c>imagenet-lt/</c>, the images of ImageNet-2012 in <c>imagenet/train</c> and <c>imagenet/val</c>, a folder a class.</summary>
internal static class ImageNetFolder
{
    private const string Lists = "imagenet-lt", Images = "imagenet";
    private const int TestPerClass = 50;

    /// <summary>Opens training and test set.</summary>
    /// <param name="folders">Folders of data sets, of which the first with the lists, and the first with the images, counts.</param>
    /// <param name="faults">Told of every image that is missing, now, and of every one that cannot be decoded, when it is read.</param>
    /// <exception cref="FileNotFoundException">No folder has the lists or the images.</exception>
    /// <exception cref="InvalidDataException">A list has not the numbers of images that ImageNet-LT has, or images are missing and not to be left out.</exception>
    public static (FileImages Train, FileImages Test) Open(IReadOnlyList<string> folders, FaultyImages faults)
    {
        var (train, test) = (ListOf(folders, "train"), ListOf(folders, "test"));
        var images = folders.Select(folder => Path.Combine(folder, Images)).FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, "train")))
            ?? throw new FileNotFoundException(
                $"No images of ImageNet: expected {Images}/train and {Images}/val in {string.Join(" or ", folders)}. They are handed out by image-net.org alone; a link to your copy does.");
        ImageList.CheckCounts(train, ImageNetLongTail.TrainCounts);
        ImageList.CheckCounts(test, [.. ImageNetLongTail.TrainCounts.Select(_ => TestPerClass)]);
        var (trainItems, testItems) = (ImageList.Read(train).ToArray(), ImageList.Read(test).ToArray());
        RequireImages([train, test], images, faults);

        var names = new string[ImageNetLongTail.TrainCounts.Count];
        foreach (var (path, label) in trainItems)
            names[label] ??= Path.GetFileName(Path.GetDirectoryName(path)!);
        var source = new DataSource(
            "ImageNet-LT",
            IsSynthetic: false,
            $"{trainItems.Length} training and {testItems.Length} test images of ImageNet-2012, by the lists of Liu et al. (2019).",
            new SortedDictionary<string, string>(StringComparer.Ordinal) { ["test list"] = Sha256(test), ["train list"] = Sha256(train) });
        return (Set(trainItems), Set(testItems));

        FileImages Set((string Path, int Class)[] items) =>
            new(images, [.. items.Select(item => item.Path)], [.. items.Select(item => item.Class)], names, source, faults);
    }

    private static string ListOf(IReadOnlyList<string> folders, string part)
    {
        var name = $"{Lists}/ImageNet_LT_{part}.txt";
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"No list of ImageNet-LT: expected {name} in {string.Join(" or ", folders)}. \"workbook data get imagenet-lt\" fetches it.");
    }

    // Better now than hours later.
    private static void RequireImages(IReadOnlyList<string> lists, string folder, FaultyImages faults)
    {
        if (faults.AreSkipped)
        {
            foreach (var (path, _) in lists.SelectMany(ImageList.Read).Where(image => !File.Exists(Path.Combine(folder, image.Path))))
                faults.Add(path, new FileNotFoundException($"{Path.Combine(folder, path)} is missing."));
            return;
        }
        var report = ImageFolderReport.Of(lists, folder);
        if (report.Missing > 0)
            throw new InvalidDataException($"{report} {FaultyImages.HowToSkip}");
    }

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

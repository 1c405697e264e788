using Workbook.Data;
using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.OpenImages;
using Workbook.Experiments;

namespace Workbook.Training;

/// <summary>COCO 2017 and the shared part of Open Images, from their own files.</summary>
internal static class RealSets
{
    private const string CocoTrain = "annotations/instances_train2017.json", CocoValidation = "annotations/instances_val2017.json";
    private const string Classes = "challenge-2019-classes-description-500.csv";

    /// <summary>The folder of a data set.</summary>
    /// <param name="dataFolder">Folder of the data sets; null to look in the usual places.</param>
    /// <param name="name">Where it is within one.</param>
    /// <param name="file">A file that it has.</param>
    /// <param name="what">The data set's name.</param>
    /// <param name="besides">What else is needed.</param>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static string Find(string? dataFolder, string name, string file, string what, string besides)
    {
        var folders = DataFolders.Candidates(dataFolder);
        return folders.SelectMany(root => new[] { Path.Combine(root, name), root }).FirstOrDefault(root => File.Exists(Path.Combine(root, file)))
            ?? throw new FileNotFoundException($"No {what} in {string.Join(" or ", folders)}: expected {file} {besides}, there or in {name}/.");
    }

    /// <summary>COCO 2017. It is annotated exhaustively, so every category that an image lacks counts as listed there: LVIS's evaluation is then COCO's.</summary>
    public static DetectionSets OpenCoco(string? dataFolder)
    {
        var folder = FindCoco(dataFolder);
        var (train, validation) = (Split(CocoTrain, "train2017"), Split(CocoValidation, "val2017"));
        return LvisChallengeSets.Sets(train, validation with { Dataset = Exhaustive(validation.Dataset) }, new DataSource(
            "COCO 2017", IsSynthetic: false, "118,287 training and 5,000 validation images, 80 categories.",
            new Dictionary<string, string> { [Path.GetFileName(CocoTrain)] = train.Dataset.Sha256, [Path.GetFileName(CocoValidation)] = validation.Dataset.Sha256 }));

        DetectionSplit Split(string annotations, string images) => LvisChallengeSets.Split(Path.Combine(folder, annotations), Path.Combine(folder, images));
    }

    /// <summary>COCO's boxes on the images of LVIS, which have COCO's ids; crowds too.</summary>
    public static IReadOnlyList<IReadOnlyList<BoxXywh>> CocoBoxes(DetectionDataset lvis, string? dataFolder)
    {
        var path = Path.Combine(FindCoco(dataFolder), CocoTrain);
        var coco = DetectionDataset.Load(path);
        var missing = lvis.Images.Ids.Where(id => coco.Images.IndexOf(id) < 0).ToArray();
        if (missing.Length > 0)
            throw new InvalidDataException($"{path} lacks {missing.Length} of the {lvis.Images.Count} images of {lvis.Source}, the first of id {missing[0]}; expected the file of COCO 2017.");
        var boxes = Enumerable.Range(0, coco.Annotations.Count).ToLookup(i => coco.Annotations.Images[i], i => coco.Annotations.Boxes[i]);
        return [.. lvis.Images.Ids.Select(id => (IReadOnlyList<BoxXywh>)[.. boxes[coco.Images.IndexOf(id)]])];
    }

    /// <summary>Open Images, reduced to the categories that LVIS has too.</summary>
    public static DetectionSets OpenImages(string? dataFolder)
    {
        var folder = Find(dataFolder, "openimages", Classes, "Open Images challenge 2019", "and the files beside it. \"workbook data get openimages\" fetches them");
        var classes = OpenImagesClasses.Load(Path.Combine(folder, Classes));
        var (train, validation) = (Load("train", OpenImagesShared.TrainingImages), Load("validation", int.MaxValue));
        return LvisChallengeSets.Sets(train.Split, validation.Split, new DataSource(
            "Open Images challenge 2019, shared categories", IsSynthetic: false, "Images with a box of a category that LVIS has too.",
            new Dictionary<string, string> { [Classes] = classes.Sha256, [train.File] = train.Split.Dataset.Sha256, [validation.File] = validation.Split.Dataset.Sha256 }));

        (string File, DetectionSplit Split) Load(string part, int most)
        {
            var file = $"challenge-2019-{part}-detection-bbox.csv";
            var annotated = OpenImagesDataset.Load(
                Path.Combine(folder, file), Path.Combine(folder, $"challenge-2019-{part}-detection-human-imagelabels.csv"), classes);
            return (file, Shared(annotated, image => Path.Combine(folder, part, annotated.ImageId(image) + ".jpg"), most));
        }
    }

    /// <summary>
    /// The first images with a box of a shared class; their boxes and verified labels of these classes. A box around a group is a crowd.
    /// </summary>
    /// <param name="annotated">Open Images.</param>
    /// <param name="path">The file of an image, by its index; its size is read.</param>
    /// <param name="most">Images at most.</param>
    internal static DetectionSplit Shared(OpenImagesDataset annotated, Func<int, string> path, int most)
    {
        var all = DatasetBuilder.Categories(annotated.Classes.Names);
        var ids = ExternalCategories.LvisIds(new OpenImagesShared(), all);
        int[] shared = [.. Enumerable.Range(0, all.Count).Where(i => ids[i] is not null)];
        var map = Enumerable.Range(0, all.Count).Select(i => Array.IndexOf(shared, i)).ToArray();
        var builder = new DatasetBuilder(DatasetBuilder.Categories([.. shared.Select(i => all.Names[i])]));
        var places = new Dictionary<int, (int Place, int Height, int Width)>();
        var taken = new List<int>();
        for (var i = 0; i < annotated.Boxes.Count; i++)
        {
            var (image, category) = (annotated.Boxes.ImageOf(i), map[annotated.Boxes.ClassOf(i)]);
            if (category < 0 || (!places.ContainsKey(image) && taken.Count == most))
                continue;
            if (!places.TryGetValue(image, out var known))
            {
                var (rows, columns) = ImageHeader.Size(path(image));
                places[image] = known = (builder.AddImage(taken.Count + 1, rows, columns, Path.GetFileName(path(image))), rows, columns);
                taken.Add(image);
            }
            var (box, (place, height, width)) = (annotated.Boxes[i], known);
            builder.AddBox(
                place, category, new(box.XMin * width, box.YMin * height, (box.XMax - box.XMin) * width, (box.YMax - box.YMin) * height), annotated.Boxes.IsGroupOf(i));
        }
        for (var i = 0; i < annotated.Labels.Count; i++)
            if (!annotated.Labels.IsPositive(i) && map[annotated.Labels.ClassOf(i)] is >= 0 and var category && places.TryGetValue(annotated.Labels.ImageOf(i), out var known))
                builder.AddNegative(known.Place, category);
        return new(builder.Build(annotated.Source, annotated.Sha256, annotated.LabelsSha256), place => path(taken[place]));
    }

    /// <summary>The same with every category that an image lacks listed as absent.</summary>
    internal static DetectionDataset Exhaustive(DetectionDataset dataset)
    {
        var builder = new DatasetBuilder(dataset.Categories);
        builder.Add(dataset, [.. Enumerable.Range(0, dataset.Categories.Count)], _ => true);
        for (var image = 0; image < dataset.Images.Count; image++)
            for (var category = 0; category < dataset.Categories.Count; category++)
                if (!dataset.Images.PositiveCategories(image).Contains(category))
                    builder.AddNegative(image, category);
        return builder.Build(dataset.Source, dataset.Sha256);
    }

    private static string FindCoco(string? dataFolder) => Find(
        dataFolder, "coco", CocoTrain, "COCO 2017", $"and {CocoValidation}, with the folders train2017 and val2017 of images");
}

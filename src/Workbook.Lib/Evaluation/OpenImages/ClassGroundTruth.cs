using Workbook.Data.OpenImages;
using Workbook.Evaluation.Detection;

namespace Workbook.Evaluation.OpenImages;

/// <summary>A ground truth class by class: boxes by image, then as in the file; and the images that are labelled.</summary>
internal sealed class ClassGroundTruth
{
    public ClassGroundTruth(OpenImagesDataset dataset)
    {
        Dataset = dataset;
        var boxes = dataset.Boxes;
        var (all, owners) = (new int[boxes.Count], new int[boxes.Count]);
        for (var i = 0; i < all.Length; i++)
            (all[i], owners[i]) = (i, boxes.ImageOf(i));
        var byImage = Grouping.Of(all, owners, dataset.ImageCount);
        for (var i = 0; i < all.Length; i++)
            owners[i] = boxes.ClassOf(i);
        Boxes = Grouping.Of(byImage.Items, owners, dataset.Classes.Count);

        var labels = dataset.Labels;
        var (pairs, images, classes) = (new int[labels.Count], new int[labels.Count], new int[labels.Count]);
        for (var i = 0; i < pairs.Length; i++)
            (pairs[i], images[i], classes[i]) = (i, labels.ImageOf(i), labels.ClassOf(i));
        Labelled = new ImagesOfCategories(images, Grouping.Of(pairs, classes, dataset.Classes.Count));
    }

    public OpenImagesDataset Dataset { get; }

    /// <summary>Boxes of each class.</summary>
    public Grouping Boxes { get; }

    /// <summary>Images of each class that are labelled to show it or not.</summary>
    public ImagesOfCategories Labelled { get; }
}

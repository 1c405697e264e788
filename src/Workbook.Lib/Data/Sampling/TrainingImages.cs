using Workbook.Data.Detection;

namespace Workbook.Data.Sampling;

/// <summary>The images that a detector is trained on.</summary>
public static class TrainingImages
{
    /// <summary>
    /// Images with at least one annotation that is no crowd, ascending: what detectron2's <c>filter_images_with_only_crowd_annotations</c> leaves.
    /// </summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static int[] Of(DetectionDataset dataset)
    {
        var annotations = dataset.Annotations;
        var has = new bool[dataset.Images.Count];
        for (var i = 0; i < annotations.Count; i++)
            has[annotations.Images[i]] |= !annotations.IsCrowd[i];
        int[] images = [.. Enumerable.Range(0, has.Length).Where(image => has[image])];
        return images.Length > 0 ? images : throw new InvalidDataException(
            $"{dataset.Source} has {dataset.Images.Count} images and no annotation that is no crowd; expected at least one to train on. "
            + "Is it the list of a test set?");
    }
}

using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>The categories that are annotated in an image or listed as absent from it: those whose detections LVIS looks at.</summary>
internal sealed class ListedCategories(DetectionDataset dataset, GroundTruth truth)
{
    private readonly int[] _lastImages = new int[dataset.Categories.Count];
    private int _image;

    /// <summary>Moves to an image.</summary>
    /// <param name="image">Its index.</param>
    /// <param name="rank">Its position in ascending order of ids.</param>
    public void Enter(int image, int rank)
    {
        _image = image + 1;
        foreach (var annotation in truth.ByImage[rank])
            _lastImages[dataset.Annotations.Categories[annotation]] = _image;
        foreach (var category in dataset.Images.NegativeCategories(image))
            _lastImages[category] = _image;
    }

    /// <summary>Whether the image lists a category.</summary>
    public bool Has(int category) => _lastImages[category] == _image;
}

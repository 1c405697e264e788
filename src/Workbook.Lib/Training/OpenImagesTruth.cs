using Workbook.Data.Detection;
using Workbook.Data.OpenImages;
using Workbook.Evaluation.OpenImages;

namespace Workbook.Training;

/// <summary>What detections on Open Images are evaluated against.</summary>
/// <param name="Validation">Boxes and labels as annotated, its images and classes in the order of the detection set made of it.</param>
/// <param name="Hierarchy">Of the classes.</param>
/// <param name="Groups">The five groups by training images.</param>
public sealed record OpenImagesTruth(OpenImagesDataset Validation, OpenImagesHierarchy Hierarchy, ImageNumberGroups Groups)
{
    /// <summary>The challenge's evaluation of detections: of all levels of the hierarchy, as its ground truth.</summary>
    /// <param name="dataset">The detection set that <paramref name="results"/> were read for.</param>
    /// <param name="results">Boxes in pixels.</param>
    internal OpenImagesEvaluation Evaluate(DetectionDataset dataset, DetectionResults results)
    {
        var truth = Validation.Expand(Hierarchy);
        var detections = new OpenImagesDetections(truth) { Source = results.Source, Sha256 = results.Sha256, Problems = results.Problems };
        for (var i = 0; i < results.Count; i++)
        {
            var (image, box) = (results.Images[i], results.Boxes[i]);
            var (width, height) = ((double)dataset.Images.Widths[image], (double)dataset.Images.Heights[image]);
            detections.Add(
                image, results.Categories[i], results.Scores[i], new(box.X / width, box.Y / height, (box.X + box.Width) / width, (box.Y + box.Height) / height));
        }
        return OpenImagesEvaluator.Evaluate(truth, detections.Expand(Hierarchy), Groups);
    }
}

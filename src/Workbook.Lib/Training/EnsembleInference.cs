using Workbook.Data.Detection;
using Workbook.Data.Loading;
using Workbook.Data.Sampling;
using Workbook.Data.Transforms;
using Workbook.Models;
using Workbook.Results;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>Runs an ensemble over a data set and writes its detections as <see cref="DetectorInference"/> does those of one detector.</summary>
public static class EnsembleInference
{
    /// <summary>Writes <c>[{image_id, category_id, bbox, score, segmentation}, ...]</c>, masks as compressed run lengths, atomically.</summary>
    /// <param name="ensemble">Its members are in evaluation mode.</param>
    /// <param name="dataset">The images, and the ids of the ensemble's categories.</param>
    /// <param name="path">The file of an image: see <see cref="ImagePaths"/>.</param>
    /// <param name="transform">Normalisation, and the limit of a view's longer edge.</param>
    /// <param name="boxViews">Views that boxes are found in, each resized from the stored image.</param>
    /// <param name="maskViews">Views that masks are averaged over; none for boxes only. A view that is among both is loaded once.</param>
    /// <param name="device">Where the members are.</param>
    /// <param name="results">The file to write.</param>
    /// <param name="progress">Told the number of images done; null for nobody.</param>
    /// <exception cref="ArgumentException">No view for boxes, an edge that is not positive, or categories that are not the data set's in number.</exception>
    public static void Write(
        DetectorEnsemble ensemble, DetectionDataset dataset, Func<int, string> path, DetectionTransform transform, IReadOnlyList<TestView> boxViews,
        IReadOnlyList<TestView> maskViews, Device device, string results, IProgress<int>? progress = null)
    {
        if (boxViews.Count == 0)
            throw new ArgumentException("An ensemble: expected at least one view to find boxes in, got none.", nameof(boxViews));
        if (ensemble.Config.Classes != dataset.Categories.Count)
            throw new ArgumentException(
                $"An ensemble of {ensemble.Config.Classes} categories cannot look for the {dataset.Categories.Count} of {dataset.Source}; expected as many.", nameof(dataset));
        TestView[] views = [.. boxViews.Union(maskViews)];
        DetectionTransform[] transforms = [.. views.Select(transform.Of)];
        AtomicFile.Write(results, stream =>
        {
            using var writer = new ResultsWriter(stream);
            var count = dataset.Images.Count;
            int[] order = [.. Enumerable.Range(0, count).SelectMany(image => Enumerable.Repeat(image, views.Length))];
            using var loader = new DetectionLoader(
                dataset, path, new BatchSampler(new SequentialOrder(order), 1), transforms, seed: 0, threads: 1, ahead: views.Length + 1);
            for (var image = 0; image < count; image++)
            {
                using var scope = NewDisposeScope();
                var size = new ImageSize(dataset.Images.Heights[image], dataset.Images.Widths[image]);
                var augmented = views.ToDictionary(view => view, _ => DetectorInference.Next(loader, device));
                var found = ensemble.Detect([.. boxViews.Select(view => augmented[view])], [.. maskViews.Select(view => augmented[view])], size);
                DetectorInference.WriteImage(writer, dataset, image, found, size);
                progress?.Report(image + 1);
            }
        });
    }
}

using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.Loading;
using Workbook.Data.Sampling;
using Workbook.Data.Transforms;
using Workbook.Models;
using Workbook.Ops;
using Workbook.Results;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>Runs a detector over a data set and writes its detections as COCO and LVIS expect them, boxes and masks in the original images' pixels.</summary>
public static class DetectorInference
{
    private const float MaskThreshold = 0.5f;

    /// <summary>Writes <c>[{image_id, category_id, bbox, score, segmentation}, ...]</c>, masks as compressed run lengths, atomically.</summary>
    /// <param name="model">In evaluation mode afterwards.</param>
    /// <param name="dataset">The images and the ids of the categories.</param>
    /// <param name="path">The file of an image: see <see cref="ImagePaths"/>.</param>
    /// <param name="transform">Size and normalisation; never mirrored.</param>
    /// <param name="device">Where the model is.</param>
    /// <param name="results">The file to write.</param>
    /// <param name="progress">Told the number of images done; null for nobody.</param>
    /// <param name="views">
    /// Views for <see cref="TestTimeAugmentation"/>, each resized from the stored image, the longer edge at most as the transform says; null for one detection
    /// at the transform's size.
    /// </param>
    /// <exception cref="ArgumentException">A list of no views, or an edge that is not positive.</exception>
    public static void Write(
        MaskRcnn model, DetectionDataset dataset, Func<int, string> path, DetectionTransform transform, Device device, string results,
        IProgress<int>? progress = null, IReadOnlyList<TestView>? views = null)
    {
        DetectionTransform[] transforms = views is null ? [transform with { FlipProbability = 0 }] : [.. views.Select(transform.Of)];
        if (transforms.Length == 0)
            throw new ArgumentException("Test-time augmentation: expected at least one view, got none; give null for detection without it.", nameof(views));
        model.eval();
        AtomicFile.Write(results, stream =>
        {
            using var writer = new ResultsWriter(stream);
            var count = dataset.Images.Count;
            int[] order = [.. Enumerable.Range(0, count).SelectMany(image => Enumerable.Repeat(image, transforms.Length))];
            using var loader = new DetectionLoader(
                dataset, path, new BatchSampler(new SequentialOrder(order), 1), transforms, seed: 0, threads: 1, ahead: transforms.Length + 1);
            for (var image = 0; image < count; image++)
            {
                using var scope = NewDisposeScope();
                var size = new ImageSize(dataset.Images.Heights[image], dataset.Images.Widths[image]);
                var augmented = transforms.Select(_ => Next(loader, device)).ToList();
                WriteImage(writer, dataset, image, views is null ? Detect(model, augmented[0], size) : TestTimeAugmentation.Detect(model, augmented, size), size);
                progress?.Report(image + 1);
            }
        });
    }

    /// <summary>The next image of a loader of single images.</summary>
    internal static AugmentedImage Next(DetectionLoader loader, Device device)
    {
        var batch = loader.Next();
        var geometry = batch.Geometries[0];
        var pixels = ChannelsLast.Of(tensor(batch.Images, [1, RgbImage.Channels, batch.Height, batch.Width], device: device));
        loader.Return(batch);
        return new(pixels, new(geometry.NewHeight, geometry.NewWidth), geometry.IsFlipped);
    }

    private static Detections Detect(MaskRcnn model, AugmentedImage view, ImageSize size)
    {
        var found = model.Detect(view.Pixels, [view.Size])[0];
        return found with { Boxes = view.ToOriginal(found.Boxes, size) };
    }

    /// <summary>The detections of one image, boxes and masks in its own pixels.</summary>
    internal static void WriteImage(ResultsWriter writer, DetectionDataset dataset, int image, Detections found, ImageSize size)
    {
        var boxes = found.Boxes.cpu().contiguous().data<float>().ToArray();
        var scores = found.Scores.cpu().data<float>().ToArray();
        var labels = found.Labels.cpu().data<long>().ToArray();
        var masks = found.Masks is { } grids ? MaskPasting.RunLengths(grids, found.Boxes, size.Height, size.Width, MaskThreshold) : null;
        for (var d = 0; d < scores.Length; d++)
        {
            var (left, top) = (boxes[4 * d], boxes[4 * d + 1]);
            writer.Write(
                dataset.Images.Ids[image], dataset.Categories.Ids[(int)labels[d]], scores[d], new BoxXywh(left, top, boxes[4 * d + 2] - left, boxes[4 * d + 3] - top), masks?[d]);
        }
    }
}

using Newtonsoft.Json;
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
    public static void Write(
        MaskRcnn model, DetectionDataset dataset, Func<int, string> path, DetectionTransform transform, Device device, string results, IProgress<int>? progress = null)
    {
        model.eval();
        AtomicFile.Write(results, stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true);
            using var json = new JsonTextWriter(text) { Culture = System.Globalization.CultureInfo.InvariantCulture };
            json.WriteStartArray();
            var images = Enumerable.Range(0, dataset.Images.Count).ToArray();
            using var loader = new DetectionLoader(
                dataset, path, new BatchSampler(new SequentialOrder(images), 1), transform with { FlipProbability = 0 }, seed: 0, threads: 1, ahead: 2);
            for (var i = 0; i < images.Length; i++)
            {
                using var scope = NewDisposeScope();
                var batch = loader.Next();
                var geometry = batch.Geometries[0];
                var pixels = ChannelsLast.Of(tensor(batch.Images, [1, RgbImage.Channels, batch.Height, batch.Width], device: device));
                loader.Return(batch);
                var found = model.Detect(pixels, [new ImageSize(geometry.NewHeight, geometry.NewWidth)])[0];
                WriteImage(json, dataset, images[i], InOriginal(found, geometry), geometry);
                progress?.Report(i + 1);
            }
            json.WriteEndArray();
        });
    }

    private static Detections InOriginal(Detections found, ImageGeometry geometry)
    {
        var (x, y) = ((double)geometry.Width / geometry.NewWidth, (double)geometry.Height / geometry.NewHeight);
        return found with { Boxes = found.Boxes * tensor(new[] { (float)x, (float)y, (float)x, (float)y }, device: found.Boxes.device) };
    }

    private static void WriteImage(JsonTextWriter json, DetectionDataset dataset, int image, Detections found, ImageGeometry geometry)
    {
        var boxes = found.Boxes.cpu().contiguous().data<float>().ToArray();
        var scores = found.Scores.cpu().data<float>().ToArray();
        var labels = found.Labels.cpu().data<long>().ToArray();
        var masks = found.Masks is { } grids ? MaskPasting.RunLengths(grids, found.Boxes, geometry.Height, geometry.Width, MaskThreshold) : null;
        for (var d = 0; d < scores.Length; d++)
        {
            var (left, top) = (boxes[4 * d], boxes[4 * d + 1]);
            json.WriteStartObject();
            Property("image_id", dataset.Images.Ids[image]);
            Property("category_id", dataset.Categories.Ids[(int)labels[d]]);
            json.WritePropertyName("bbox");
            json.WriteStartArray();
            foreach (var value in new[] { left, top, boxes[4 * d + 2] - left, boxes[4 * d + 3] - top })
                json.WriteValue(Math.Round(value, 2));
            json.WriteEndArray();
            Property("score", (double)scores[d]);
            if (masks is not null)
            {
                json.WritePropertyName("segmentation");
                json.WriteStartObject();
                json.WritePropertyName("size");
                json.WriteStartArray();
                json.WriteValue(geometry.Height);
                json.WriteValue(geometry.Width);
                json.WriteEndArray();
                Property("counts", masks[d].ToCompressedString());
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }

        void Property(string name, object value)
        {
            json.WritePropertyName(name);
            json.WriteValue(value);
        }
    }
}

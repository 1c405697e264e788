using System.Globalization;
using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.Loading;
using Workbook.Data.Transforms;
using Workbook.Evaluation.Detection;
using Workbook.Models;
using Workbook.Ops;
using Workbook.Ops.Masks;
using Workbook.Training;
using static TorchSharp.torch;

namespace Workbook.Reporting.Detection;

/// <summary>What a detector sees, proposes and finds on one photo, at the size it is given.</summary>
public sealed class DetectorViews
{
    private const float MaskThreshold = 0.5f;

    private readonly MaskRcnn _model;
    private readonly DetectionDataset _dataset;
    private readonly int _image;
    private readonly ImageGeometry _geometry;
    private readonly RgbImage _photo;
    private readonly DetectionBatch _batch;

    /// <param name="model">The detector, on the CPU.</param>
    /// <param name="dataset">Its categories, and the objects of the photo.</param>
    /// <param name="image">Dense index of the photo.</param>
    /// <param name="path">The photo's file.</param>
    /// <param name="transform">Size and normalisation.</param>
    public DetectorViews(MaskRcnn model, DetectionDataset dataset, int image, string path, DetectionTransform transform)
    {
        (_model, _dataset, _image) = (model, dataset, image);
        _photo = ImageFile.Load(path);
        var (height, width) = transform.Resize.Size(_photo.Height, _photo.Width, transform.Resize.Edges[0]);
        _geometry = new(_photo.Height, _photo.Width, height, width, IsFlipped: false);
        _batch = new DetectionBatch(1);
        _batch.Geometries[0] = _geometry;
        _batch.SetSize(transform.Padded(height), transform.Padded(width));
        _batch.Put(0, _photo, transform.Normalisation);
    }

    /// <summary>The objects of the data set.</summary>
    public PhotoOverlay GroundTruth()
    {
        var annotations = _dataset.Annotations;
        var masks = new SegmentationMasks(_dataset.Source, annotations.Segmentations, annotations.Images, _dataset.Images);
        var objects = Enumerable.Range(0, annotations.Count).Where(a => annotations.Images[a] == _image).Select(a =>
        {
            var box = annotations.Boxes[a];
            return new DrawnObject(box.X, box.Y, box.X + box.Width, box.Y + box.Height, Name(annotations.Categories[a]), annotations.Categories[a], masks.Of(a));
        }).ToArray();
        return new($"Ground truth: {objects.Length} objects", _photo, objects);
    }

    /// <summary>What the detector finds.</summary>
    /// <param name="leastScore">Detections with a lower score are not shown.</param>
    public PhotoOverlay Detections(double leastScore)
    {
        using var scope = NewDisposeScope();
        _model.eval();
        var found = _model.Detect(Batch(), [Size])[0];
        var boxes = InPhoto(found.Boxes);
        var (scores, labels) = (found.Scores.data<float>().ToArray(), found.Labels.data<long>().ToArray());
        var masks = found.Masks is { } grids ? MaskPasting.RunLengths(grids, boxes, _photo.Height, _photo.Width, MaskThreshold) : new RunLengthMask?[scores.Length];
        var corners = boxes.data<float>().ToArray();
        var objects = Enumerable.Range(0, scores.Length).Where(d => scores[d] >= leastScore).Select(d => Drawn(
            corners.AsSpan(4 * d, 4), string.Create(CultureInfo.InvariantCulture, $"{Name((int)labels[d])} {scores[d]:f2}"), (int)labels[d], masks[d])).ToArray();
        return new(string.Create(CultureInfo.InvariantCulture, $"Detections: {objects.Length} with a score of {leastScore} or more"), _photo, objects);
    }

    /// <summary>The best proposals, before any category is known.</summary>
    /// <param name="count">How many.</param>
    public PhotoOverlay Proposals(int count)
    {
        using var scope = NewDisposeScope();
        _model.eval();
        var (boxes, _) = _model.Proposals(Batch(), [Size])[0];
        var corners = InPhoto(boxes).data<float>().ToArray();
        var objects = Enumerable.Range(0, Math.Min(count, corners.Length / 4)).Select(r => Drawn(corners.AsSpan(4 * r, 4), "", 1, null)).ToArray();
        return new($"The {objects.Length} best of {corners.Length / 4} proposals", _photo, objects);
    }

    /// <summary>How strongly the photo's proposals pull at the classifier's weights of each category.</summary>
    public Figure ClassifierGradient()
    {
        using var scope = NewDisposeScope();
        var instances = new InstanceTransform(_dataset).Apply(_image, _geometry);
        var target = DetectionTargets.Of(instances, Size, null, _dataset.Categories.Count, CPU);
        _model.eval();
        _model.zero_grad();
        _model.Losses(Batch(), [Size], [target]).Classification.backward();
        var weight = _model.named_parameters().Last(item => item.name.EndsWith("cls_score.weight", StringComparison.Ordinal)).parameter;
        var norms = weight.grad!.square().sum(1L).sqrt().data<float>().ToArray();
        _model.zero_grad();
        var onImage = new bool[_dataset.Categories.Count];
        foreach (var category in instances.Categories)
            onImage[category] = true;
        return Detection.ClassifierGradient.Of(norms, onImage, _dataset.Categories, _dataset.CountImages());
    }

    private ImageSize Size => new(_geometry.NewHeight, _geometry.NewWidth);

    private Tensor Batch() => ChannelsLast.Of(tensor(_batch.Images, [1, RgbImage.Channels, _batch.Height, _batch.Width]));

    private Tensor InPhoto(Tensor boxes)
    {
        var (x, y) = ((float)_geometry.Width / _geometry.NewWidth, (float)_geometry.Height / _geometry.NewHeight);
        return (boxes * tensor(new[] { x, y, x, y })).contiguous();
    }

    private string Name(int category) => _dataset.Categories.Names[category];

    private static DrawnObject Drawn(ReadOnlySpan<float> box, string text, int colour, RunLengthMask? mask) => new(box[0], box[1], box[2], box[3], text, colour, mask);
}

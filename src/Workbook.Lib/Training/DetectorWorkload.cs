using TorchSharp.Modules;
using Workbook.Losses;
using Workbook.Models;
using Workbook.Models.Backbones;
using Workbook.Ops;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>
/// The work that a detector's speed is measured on: Mask R-CNN R-50-FPN as torchvision's maskrcnn_resnet50_fpn (frozen norms, stem and C2 frozen, a box
/// and a mask a class), random weights and one random image with 8 objects on the CPU.
/// </summary>
public sealed class DetectorWorkload : IDisposable
{
    private const int Objects = 8;

    private readonly SGD _optimizer;
    private readonly Tensor _image;
    private readonly DetectionTarget _target;
    private readonly ImageSize _size;

    /// <param name="classes">K, without background.</param>
    /// <param name="size">Of the image; each edge at least 200 pixels.</param>
    public DetectorWorkload(int classes, ImageSize size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (size.Height < 200 || size.Width < 200)
            throw new ArgumentException($"An image of {size.Height} x {size.Width} pixels: expected at least 200 x 200.", nameof(size));
        _size = size;
        _image = ChannelsLast.Of(rand(1, 3, size.Height, size.Width));
        Model = new MaskRcnn(
            new ResNet(ResNetConfig.ResNet50), ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()),
            new MaskRcnnConfig { Classes = classes, Heads = new() { IsMaskClassAgnostic = false } });
        ChannelsLast.Weights(Model);
        _optimizer = optim.SGD(Model.parameters().Where(p => p.requires_grad), 1e-4, momentum: 0.9, weight_decay: 1e-4);
        var (left, top) = (rand(Objects) * (size.Width - 200), rand(Objects) * (size.Height - 180));
        var boxes = stack([left, top, left + 40 + rand(Objects) * 150, top + 40 + rand(Objects) * 130], 1);
        var corners = boxes.data<float>().ToArray();
        var polygons = Enumerable.Range(0, Objects).Select(g => new[] { Rectangle(corners.AsSpan(4 * g, 4)) }).ToList();
        _target = new DetectionTarget(boxes, randint(0, classes, [Objects]), new PolygonMasks(polygons));
    }

    /// <summary>The detector.</summary>
    public MaskRcnn Model { get; }

    /// <summary>One training step, its parts told to a profiler.</summary>
    public void Train(ModuleProfiler? profiler = null)
    {
        using var scope = NewDisposeScope();
        Model.train();
        Model.zero_grad();
        Tensor loss;
        using (profiler?.Section("forward, outside the modules"))
            loss = Model.Losses(_image, [_size], [_target]).Total();
        using (profiler?.Section("backward, outside the modules", isBackward: true))
            loss.backward();
        using (profiler?.Section("optimizer"))
            _optimizer.step();
        _ = loss.item<float>();
        profiler?.EndStep();
    }

    /// <summary>One inference: score threshold 0, 300 detections, their masks in the image as run lengths; its parts told to a profiler.</summary>
    public void Detect(ModuleProfiler? profiler = null)
    {
        using var scope = NewDisposeScope();
        Model.eval();
        Detections found;
        using (profiler?.Section("outside the modules"))
            found = Model.Detect(_image, [_size])[0];
        using (profiler?.Section("masks into the image"))
            MaskPasting.RunLengths(found.Masks!, found.Boxes, _size.Height, _size.Width, 0.5f);
        profiler?.EndStep();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _optimizer.Dispose();
        Model.Dispose();
        _image.Dispose();
        _target.Boxes.Dispose();
        _target.Labels.Dispose();
    }

    private static double[] Rectangle(ReadOnlySpan<float> box) => [box[0], box[1], box[2], box[1], box[2], box[3], box[0], box[3]];
}

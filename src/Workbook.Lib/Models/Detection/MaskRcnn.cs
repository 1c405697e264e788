using Workbook.Models.Backbones;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>
/// Mask R-CNN (He et al. 2017) on a feature pyramid or on C4, and with several stages of boxes Cascade Mask R-CNN (Cai and Vasconcelos 2018). One
/// stage on a pyramid agrees with torchvision's maskrcnn_resnet50_fpn (0.14).
/// </summary>
/// <remarks>
/// Images are float [N, 3, H, W], normalised, padded on the right and below to a multiple of the coarsest stride; boxes are in their pixels. K
/// categories, labels in [0, K), no background among them.
/// </remarks>
public sealed class MaskRcnn : Module
{
    private readonly PyramidBackbone backbone;
    private readonly RegionProposalNetwork rpn;
    private readonly RoiHeads roi_heads;

    /// <summary>On a feature pyramid.</summary>
    /// <param name="body">Makes C2 to C5.</param>
    /// <param name="classification">Meaning and loss of the class outputs.</param>
    /// <param name="config">The settings.</param>
    public MaskRcnn(Backbone body, ProposalClassification classification, MaskRcnnConfig config)
        : this(new PyramidBackbone(body, config.PyramidChannels), null, classification, config)
    {
    }

    /// <summary>On C4: the heads share the backbone's last stage, applied to boxes pooled by RoIAlign, as in detectron2's C4 recipes (v0.6).</summary>
    /// <param name="body">Makes C2 to C4.</param>
    /// <param name="res5">The stage after.</param>
    /// <param name="classification">Meaning and loss of the class outputs.</param>
    /// <param name="config">The settings; anchors for one map, and boxes pooled as masks are.</param>
    public MaskRcnn(Backbone body, ResNetStage res5, ProposalClassification classification, MaskRcnnConfig config)
        : this(new PyramidBackbone(body, null), res5, classification, config)
    {
    }

    private MaskRcnn(PyramidBackbone backbone, ResNetStage? res5, ProposalClassification classification, MaskRcnnConfig config)
        : base(nameof(MaskRcnn))
    {
        Config = config;
        this.backbone = backbone;
        rpn = new RegionProposalNetwork(backbone.Channels, config.Rpn);
        IsSigmoid = classification.IsSigmoid;
        roi_heads = new RoiHeads(config.Classes, backbone.Channels, backbone.FinestStride, res5, classification, config.Heads);
        RegisterComponents();
    }

    /// <summary>The settings.</summary>
    public MaskRcnnConfig Config { get; }

    /// <summary>See <see cref="ProposalClassification.IsSigmoid"/>.</summary>
    public bool IsSigmoid { get; }

    /// <summary>See <see cref="RoiHeads.Observer"/>.</summary>
    public IProposalObserver? Observer
    {
        get => roi_heads.Observer;
        set => roi_heads.Observer = value;
    }

    /// <summary>The losses of a batch.</summary>
    /// <param name="images">[N, 3, H, W].</param>
    /// <param name="sizes">The images without padding, N.</param>
    /// <param name="targets">Their objects, N.</param>
    /// <exception cref="ArgumentException">Counts or shapes do not fit.</exception>
    public DetectorLosses Losses(Tensor images, IReadOnlyList<ImageSize> sizes, IReadOnlyList<DetectionTarget> targets)
    {
        Validate(images, sizes);
        if (targets.Count != sizes.Count)
            throw new ArgumentException($"Expected targets of {sizes.Count} images, got {targets.Count}.", nameof(targets));
        using var scope = NewDisposeScope();
        var levels = backbone.call(images);
        var (proposals, objectness, proposalBox) = rpn.Propose(levels, Padded(images), sizes, targets);
        var (classification, box, mask) = roi_heads.Losses(levels, [.. proposals.Select(p => p.Boxes)], sizes, targets);
        scope.MoveToOuter(objectness!, proposalBox!, classification);
        box.MoveToOuterDisposeScope();
        mask?.MoveToOuterDisposeScope();
        return new(objectness!, proposalBox!, classification, box, mask);
    }

    /// <summary>The detections of each image, without gradients. Batch norms behave as the module's mode says: call <c>eval()</c> before.</summary>
    /// <param name="images">[N, 3, H, W].</param>
    /// <param name="sizes">The images without padding, N.</param>
    /// <exception cref="ArgumentException">Counts or shapes do not fit.</exception>
    public IReadOnlyList<Detections> Detect(Tensor images, IReadOnlyList<ImageSize> sizes)
    {
        Validate(images, sizes);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var levels = backbone.call(images);
        var (proposals, _, _) = rpn.Propose(levels, Padded(images), sizes, targets: null);
        var detections = roi_heads.Detect(levels, [.. proposals.Select(p => p.Boxes)], sizes);
        foreach (var found in detections)
            found.MoveToOuterDisposeScope();
        return detections;
    }

    /// <summary>The feature maps of images, P2 to P6 or C4.</summary>
    public Tensor[] Features(Tensor images) => backbone.call(images);

    /// <summary><see cref="Detect"/> from feature maps, without masks.</summary>
    /// <param name="images">[N, 3, H, W].</param>
    /// <param name="levels">Their <see cref="Features"/>.</param>
    /// <param name="sizes">The images without padding, N.</param>
    /// <exception cref="ArgumentException">Counts or shapes do not fit.</exception>
    public IReadOnlyList<Detections> FindBoxes(Tensor images, IReadOnlyList<Tensor> levels, IReadOnlyList<ImageSize> sizes)
    {
        Validate(images, sizes);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (proposals, _, _) = rpn.Propose(levels, Padded(images), sizes, targets: null);
        var detections = roi_heads.FindBoxes(levels, [.. proposals.Select(p => p.Boxes)], sizes);
        foreach (var found in detections)
            found.MoveToOuterDisposeScope();
        return detections;
    }

    /// <summary>Mask probabilities of boxes, wherever these come from, without gradients: for each image [D, M, M].</summary>
    /// <param name="levels">The images' <see cref="Features"/>.</param>
    /// <param name="boxes">For each image [D, 4], in its pixels.</param>
    /// <param name="labels">For each image Int64 [D].</param>
    public IReadOnlyList<Tensor> Masks(IReadOnlyList<Tensor> levels, IReadOnlyList<Tensor> boxes, IReadOnlyList<Tensor> labels) =>
        roi_heads.Masks(levels, boxes, labels);

    /// <summary>The proposals for images: boxes and scores of each, by falling score, without gradients.</summary>
    public IReadOnlyList<(Tensor Boxes, Tensor Scores)> Proposals(Tensor images, IReadOnlyList<ImageSize> sizes)
    {
        Validate(images, sizes);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var proposals = rpn.Propose(backbone.call(images), Padded(images), sizes, targets: null).Proposals;
        foreach (var (boxes, scores) in proposals)
            scope.MoveToOuter(boxes, scores);
        return proposals;
    }

    private static ImageSize Padded(Tensor images) => new((int)images.shape[2], (int)images.shape[3]);

    private static void Validate(Tensor images, IReadOnlyList<ImageSize> sizes)
    {
        if (images.dim() != 4 || images.shape[1] != 3 || images.shape[0] != sizes.Count || sizes.Count == 0 || !images.is_floating_point())
            throw new ArgumentException(
                $"Expected images as floating point [{Math.Max(1, sizes.Count)}, 3, H, W], got {images.dtype} [{string.Join(", ", images.shape)}].", nameof(images));
        foreach (var size in sizes)
        {
            if (size.Height < 1 || size.Width < 1 || size.Height > images.shape[2] || size.Width > images.shape[3])
                throw new ArgumentException(
                    $"An image of {size.Height} x {size.Width} pixels is not within its padding of {images.shape[2]} x {images.shape[3]}.", nameof(sizes));
        }
    }
}

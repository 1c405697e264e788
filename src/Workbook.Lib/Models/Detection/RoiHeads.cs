using TorchSharp.Modules;
using Workbook.Losses;
using Workbook.Models.Backbones;
using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>
/// The second half of the detector: box heads, one for each stage, and the mask head. Agrees with torchvision's RoIHeads (0.14), and for several stages
/// with detectron2's CascadeROIHeads (v0.6): a stage learns from the boxes of the one before, its features' gradient is divided by the
/// number of stages, scores are averaged and the last boxes count.
/// </summary>
public sealed class RoiHeads : Module
{
    /// <summary>
    /// A proposal with at least this share of its area within one ignored region is not sampled as background: mmdetection's <c>ignore_iof_thr</c> (v2), there
    /// for any proposal; an object stays one here. Anchors of the region proposal network are sampled as ever.
    /// </summary>
    public const double IgnoredShare = 0.5;

    /// <summary>The upsampled features of a mask are 0.8 MB.</summary>
    private const long MasksAtATime = 64;

    private readonly ModuleList<Module<Tensor, Tensor>>? box_head;
    private readonly ModuleList<Module<Tensor, (Tensor Logits, Tensor Offsets)>> box_predictor;
    private readonly RoiPooling box_roi_pool;
    private readonly RoiPooling? mask_roi_pool;
    private readonly Module<Tensor, Tensor>? mask_head;
    private readonly Module<Tensor, Tensor, Tensor>? mask_predictor;
    private readonly ResNetStage? res5;
    private readonly ProposalClassification classification;
    private readonly RoiHeadsConfig _config;
    private readonly long _classes;

    /// <param name="classes">K.</param>
    /// <param name="channels">Channels of a level.</param>
    /// <param name="finestStride">Image pixels to a pixel of the finest level.</param>
    /// <param name="res5">The backbone's last stage where the heads share it (C4), applied to pooled boxes in place of heads; else null.</param>
    /// <param name="classification">Meaning and loss of the class outputs.</param>
    /// <param name="config">The settings.</param>
    public RoiHeads(
        long classes, long channels, int finestStride, ResNetStage? res5, ProposalClassification classification, RoiHeadsConfig config)
        : base(nameof(RoiHeads))
    {
        (this.res5, this.classification, _config, _classes) = (res5, classification, config, classes);
        box_roi_pool = new RoiPooling(config.BoxPooling, finestStride);
        var size = config.BoxPooling.Size;
        if (res5 is null)
            box_head = new([.. config.Stages.Select(_ => new TwoLayerBoxHead(channels * size * size, config.BoxFeatures))]);
        if (res5 is null && config.HasMasks)
            mask_head = new MaskHead(channels, config.MaskChannels, config.MaskLayers);
        box_predictor = new([.. config.Stages.Select(_ => new BoxPredictor(
            res5?.Channels ?? config.BoxFeatures, classification.Outputs(classes), classification.IsSigmoid, config.IsBoxClassAgnostic ? 1 : classes))]);
        if (config.HasMasks)
        {
            mask_roi_pool = new RoiPooling(config.MaskPooling, finestStride);
            mask_predictor = new MaskPredictor(res5?.Channels ?? config.MaskChannels, config.MaskChannels, config.IsMaskClassAgnostic ? 1 : classes);
        }
        RegisterComponents();
    }

    /// <summary>Told of the last stage's classifications in training; null for nobody.</summary>
    public IProposalObserver? Observer { get; set; }

    /// <summary>
    /// The losses: sums over the stages. That of masks is the average over the objects' proposals of the images that have masks; null where none of them has.
    /// </summary>
    /// <param name="levels">Feature maps, from the finest.</param>
    /// <param name="proposals">For each image [R, 4].</param>
    /// <param name="sizes">The images.</param>
    /// <param name="targets">Their objects.</param>
    public (Tensor Classification, Tensor Box, Tensor? Mask) Losses(
        IReadOnlyList<Tensor> levels, IReadOnlyList<Tensor> proposals, IReadOnlyList<ImageSize> sizes, IReadOnlyList<DetectionTarget> targets)
    {
        using var scope = NewDisposeScope();
        var samples = Sample(proposals, targets);
        var (images, listed) = (Images(samples.Select(s => s.Boxes)), Listed(targets));
        var (classLosses, boxLosses) = (new List<Tensor>(), new List<Tensor>());
        Tensor? maskLoss = null;
        for (var stage = 0; stage < _config.Stages.Count; stage++)
        {
            var boxes = cat(samples.Select(s => s.Boxes).ToList(), 0);
            var labels = cat(samples.Select(s => s.Labels).ToList(), 0);
            var (logits, offsets) = Box(stage, levels, boxes, images, stage + 1 == _config.Stages.Count ? labels : null);
            classLosses.Add(classification.Loss(logits, labels, listed is null ? null : new ImageCategories(listed, images)));
            boxLosses.Add(BoxLoss(_config.Stages[stage], offsets, boxes, labels, cat(samples.Select((s, i) => s.ObjectBoxes(targets[i])).ToList(), 0)));
            if (stage == 0 && _config.HasMasks && targets.Any(t => t.Masks is not null))
                maskLoss = MaskLoss(levels, samples, targets);
            if (stage + 1 < _config.Stages.Count)
                samples = Refine(stage, samples, offsets.detach(), labels, sizes, targets);
        }
        var (classSum, boxSum) = (stack(classLosses).sum(), stack(boxLosses).sum());
        maskLoss?.MoveToOuterDisposeScope();
        scope.MoveToOuter(classSum, boxSum);
        return (classSum, boxSum, maskLoss);
    }

    /// <summary>The detections of each image; without masks where there are none to predict.</summary>
    /// <param name="levels">Feature maps, from the finest.</param>
    /// <param name="proposals">For each image [R, 4].</param>
    /// <param name="sizes">The images.</param>
    public IReadOnlyList<Detections> Detect(IReadOnlyList<Tensor> levels, IReadOnlyList<Tensor> proposals, IReadOnlyList<ImageSize> sizes)
    {
        using var scope = NewDisposeScope();
        var found = FindBoxes(levels, proposals, sizes);
        if (!_config.HasMasks)
        {
            foreach (var boxes in found)
                boxes.MoveToOuterDisposeScope();
            return found;
        }
        var masks = Masks(levels, found.Select(f => f.Boxes).ToList(), found.Select(f => f.Labels).ToList());
        var results = found.Select((f, i) => f with { Masks = masks[i] }).ToList();
        results.ForEach(result => result.MoveToOuterDisposeScope());
        return results;
    }

    /// <summary>The detections of each image, without masks.</summary>
    /// <param name="levels">Feature maps, from the finest.</param>
    /// <param name="proposals">For each image [R, 4].</param>
    /// <param name="sizes">The images.</param>
    public IReadOnlyList<Detections> FindBoxes(IReadOnlyList<Tensor> levels, IReadOnlyList<Tensor> proposals, IReadOnlyList<ImageSize> sizes)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (current, images) = (proposals, Images(proposals));
        Tensor scores = null!, offsets = null!;
        for (var stage = 0; stage < _config.Stages.Count; stage++)
        {
            if (stage > 0)
                current = Decoded(stage - 1, current, offsets, scores.argmax(1), sizes);
            (var logits, offsets) = Box(stage, levels, cat(current.ToList(), 0), images);
            scores = stage == 0 ? classification.Scores(logits) : scores + classification.Scores(logits);
        }
        scores = scores / _config.Stages.Count;
        var counts = current.Select(boxes => boxes.shape[0]).ToArray();
        var selection = new DetectionSelection(_config.Stages[^1].Coder, _config.LeastScore, _config.Suppression, _config.DetectionsPerImage);
        var (scoresOf, offsetsOf) = (scores.split(counts), offsets.split(counts));
        using var part = ModuleProfiler.Part("roi_heads.selection");
        var results = current.Select((boxes, i) => selection.Select(scoresOf[i], offsetsOf[i], boxes, sizes[i]))
            .Select(f => new Detections(f.Boxes, f.Scores, f.Labels, Masks: null)).ToList();
        results.ForEach(result => result.MoveToOuterDisposeScope());
        return results;
    }

    /// <summary>Mask probabilities of boxes, for each image [R, M, M].</summary>
    /// <param name="levels">Feature maps, from the finest.</param>
    /// <param name="boxes">For each image [R, 4].</param>
    /// <param name="labels">For each image Int64 [R].</param>
    public IReadOnlyList<Tensor> Masks(IReadOnlyList<Tensor> levels, IReadOnlyList<Tensor> boxes, IReadOnlyList<Tensor> labels)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var all = cat(boxes.ToList(), 0);
        var side = 2 * _config.MaskPooling.Size / (res5 is null ? 1 : 2);
        // Convolutions take no empty batch.
        var probabilities = all.shape[0] == 0
            ? zeros([0, side, side], dtype: all.dtype, device: all.device)
            : cat([.. all.split(MasksAtATime).Zip(Images(boxes).split(MasksAtATime), cat(labels.ToList(), 0).split(MasksAtATime))
                .Select(some => Mask(levels, some.First, some.Second, some.Third).sigmoid_())], 0);
        var result = probabilities.split(boxes.Select(b => b.shape[0]).ToArray());
        foreach (var masks in result)
            masks.MoveToOuterDisposeScope();
        return result;
    }

    private (Tensor Logits, Tensor Offsets) Box(int stage, IReadOnlyList<Tensor> levels, Tensor boxes, Tensor images, Tensor? observed = null)
    {
        var pooled = box_roi_pool.call([.. levels], boxes, images);
        if (_config.Stages.Count > 1)
            pooled = GradientScale.Apply(pooled, 1.0 / _config.Stages.Count);
        // Convolutions take no empty batch.
        var features = res5 is null ? box_head![stage].call(pooled)
            : pooled.shape[0] == 0 ? zeros([0, res5.Channels], dtype: pooled.dtype, device: pooled.device)
            : res5.call(pooled).mean([2, 3]);
        pooled.Dispose();
        var (logits, offsets) = box_predictor[stage].call(features);
        if (observed is not null)
            Observer?.Classified(features, logits, observed);
        return (logits, offsets);
    }

    private Tensor Mask(IReadOnlyList<Tensor> levels, Tensor boxes, Tensor images, Tensor labels)
    {
        var pooled = mask_roi_pool!.call([.. levels], boxes, images);
        var features = res5 is null ? mask_head!.call(pooled) : res5.call(pooled);
        pooled.Dispose();
        var logits = mask_predictor!.call(features, labels);
        features.Dispose();
        return logits;
    }

    private List<SampledProposals> Sample(IReadOnlyList<Tensor> proposals, IReadOnlyList<DetectionTarget> targets)
    {
        using var noGrad = no_grad();
        using var part = ModuleProfiler.Part("roi_heads.sampling");
        return [.. targets.Select((target, image) =>
        {
            var boxes = cat([proposals[image], target.Boxes], 0);
            var all = SampledProposals.Of(boxes, target, _config.Stages[0].LeastIou, _classes);
            var (objects, backgrounds) = _config.Sampling.Draw(all.Labels.lt(_classes), IsBackground(all, target.Ignored));
            return all.Only(cat([objects, backgrounds], 0).sort().Values);
        })];
    }

    private Tensor IsBackground(SampledProposals all, Tensor? ignored)
    {
        var background = all.Labels.eq(_classes);
        return ignored is null || ignored.shape[0] == 0 ? background : background.logical_and(Boxes.Within(all.Boxes, ignored).lt(IgnoredShare));
    }

    private List<SampledProposals> Refine(
        int stage, List<SampledProposals> samples, Tensor offsets, Tensor labels, IReadOnlyList<ImageSize> sizes, IReadOnlyList<DetectionTarget> targets)
    {
        using var noGrad = no_grad();
        var boxes = Decoded(stage, [.. samples.Select(s => s.Boxes)], offsets, labels.clamp_max(_classes - 1), sizes);
        return [.. boxes.Select((b, image) => SampledProposals.Of(b, targets[image], _config.Stages[stage + 1].LeastIou, _classes))];
    }

    private List<Tensor> Decoded(int stage, IReadOnlyList<Tensor> boxes, Tensor offsets, Tensor labels, IReadOnlyList<ImageSize> sizes)
    {
        var own = _config.IsBoxClassAgnostic ? offsets : OfLabel(offsets, labels);
        var decoded = _config.Stages[stage].Coder.Decode(own, cat(boxes.ToList(), 0)).split(boxes.Select(b => b.shape[0]).ToArray());
        return [.. decoded.Select((b, image) => Boxes.Clip(b, sizes[image].Height, sizes[image].Width))];
    }

    private Tensor BoxLoss(BoxStage stage, Tensor offsets, Tensor boxes, Tensor labels, Tensor objectBoxes)
    {
        var objects = labels.lt(_classes).nonzero().squeeze(1);
        var predicted = offsets.index_select(0, objects);
        if (!_config.IsBoxClassAgnostic)
            predicted = OfLabel(predicted, labels.index_select(0, objects));
        var expected = stage.Coder.Encode(objectBoxes.index_select(0, objects), boxes.index_select(0, objects));
        return functional.smooth_l1_loss(predicted, expected, Reduction.Sum, _config.SmoothL1Beta) / Math.Max(1, labels.shape[0]);
    }

    private Tensor MaskLoss(IReadOnlyList<Tensor> levels, List<SampledProposals> samples, IReadOnlyList<DetectionTarget> targets)
    {
        var objects = samples.Select((s, i) => s.Only(s.Labels.lt(targets[i].Masks is null ? 0 : _classes).nonzero().squeeze(1))).ToList();
        if (objects.All(s => s.Labels.shape[0] == 0))
            return levels[0].sum() * 0;
        var logits = Mask(levels, cat(objects.Select(s => s.Boxes).ToList(), 0), Images(objects.Select(s => s.Boxes)), cat(objects.Select(s => s.Labels).ToList(), 0));
        var expected = cat(
            objects.Zip(targets).Where(image => image.Second.Masks is not null)
                .Select(image => image.Second.Masks!.Project(image.First.Boxes, image.First.Objects, (int)logits.shape[^1])).ToList(), 0);
        // Targets of a lower precision would lower that of the loss.
        return functional.binary_cross_entropy_with_logits(logits, expected.to(logits.dtype));
    }

    /// <summary>The four offsets of each row's own category, [R, 4].</summary>
    private static Tensor OfLabel(Tensor offsets, Tensor labels)
    {
        var index = labels.reshape(-1, 1, 1).expand(-1, 1, 4);
        return offsets.reshape(offsets.shape[0], offsets.shape[1] / 4, 4).gather(1, index).squeeze(1);
    }

    private static Tensor Images(IEnumerable<Tensor> boxes) =>
        cat(boxes.Select((b, image) => full(b.shape[0], image, dtype: ScalarType.Int64, device: b.device)).ToList(), 0);

    private static Tensor? Listed(IReadOnlyList<DetectionTarget> targets) =>
        targets.All(t => t.Listed is not null) ? stack(targets.Select(t => t.Listed!).ToList()) : null;
}

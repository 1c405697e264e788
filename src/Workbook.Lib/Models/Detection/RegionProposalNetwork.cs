using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>
/// Region proposal network (Ren et al. 2015): says of every anchor whether it is an object and where its box is. Agrees with torchvision's (0.14).
/// </summary>
public sealed class RegionProposalNetwork : Module
{
    private readonly RpnHead head;
    private readonly RpnConfig _config;

    /// <param name="channels">Channels of a level.</param>
    /// <param name="config">The settings.</param>
    public RegionProposalNetwork(long channels, RpnConfig config)
        : base(nameof(RegionProposalNetwork))
    {
        _config = config;
        head = new RpnHead(channels, config.Anchors.PerPosition(0));
        RegisterComponents();
    }

    /// <summary>Proposals, and in training (with targets) the losses.</summary>
    /// <param name="levels">Feature maps [N, C, H, W].</param>
    /// <param name="padded">The padded images.</param>
    /// <param name="sizes">The images without padding, N.</param>
    /// <param name="targets">The objects; null for inference.</param>
    /// <returns>For each image boxes [at most the configured number, 4] by falling score and the scores; losses, averages over the sampled anchors.</returns>
    public (IReadOnlyList<(Tensor Boxes, Tensor Scores)> Proposals, Tensor? ObjectnessLoss, Tensor? BoxLoss) Propose(
        IReadOnlyList<Tensor> levels, ImageSize padded, IReadOnlyList<ImageSize> sizes, IReadOnlyList<DetectionTarget>? targets)
    {
        using var scope = NewDisposeScope();
        if (levels.Count != _config.Anchors.Sizes.Count)
            throw new ArgumentException($"Expected {_config.Anchors.Sizes.Count} feature maps, one for each list of anchor sizes, got {levels.Count}.", nameof(levels));
        var predictions = levels.Select(level => head.call(level)).ToList();
        var anchors = levels.Select((level, i) => _config.Anchors.Level(
            i, level.shape[2], level.shape[3], padded.Height / level.shape[2], padded.Width / level.shape[3], level.device)).ToList();
        var proposals = Select(predictions, anchors, sizes, targets is not null);
        Tensor? objectnessLoss = null, boxLoss = null;
        if (targets is not null)
        {
            (objectnessLoss, boxLoss) = Losses(
                cat(predictions.Select(p => p.Objectness).ToList(), 1), cat(predictions.Select(p => p.Offsets).ToList(), 1), cat(anchors, 0), targets);
            scope.MoveToOuter(objectnessLoss, boxLoss);
        }
        foreach (var (boxes, scores) in proposals)
            scope.MoveToOuter(boxes, scores);
        return (proposals, objectnessLoss, boxLoss);
    }

    private List<(Tensor Boxes, Tensor Scores)> Select(
        List<(Tensor Objectness, Tensor Offsets)> predictions, List<Tensor> anchors, IReadOnlyList<ImageSize> sizes, bool isTraining)
    {
        using var noGrad = no_grad();
        using var part = ModuleProfiler.Part("rpn.proposals");
        var before = isTraining ? _config.BeforeSuppression.Training : _config.BeforeSuppression.Inference;
        var after = isTraining ? _config.AfterSuppression.Training : _config.AfterSuppression.Inference;
        var results = new List<(Tensor, Tensor)>();
        for (var image = 0; image < sizes.Count; image++)
        {
            var (boxes, logits, groups) = (new List<Tensor>(), new List<Tensor>(), new List<Tensor>());
            for (var level = 0; level < predictions.Count; level++)
            {
                var objectness = predictions[level].Objectness[image];
                var (top, best) = objectness.topk((int)Math.Min(before, objectness.shape[0]), dim: 0);
                boxes.Add(BoxCoder.Anchors.Decode(predictions[level].Offsets[image].index_select(0, best), anchors[level].index_select(0, best)));
                logits.Add(top);
                groups.Add(full_like(best, level));
            }
            results.Add(Suppress(cat(boxes, 0), cat(logits, 0).sigmoid(), cat(groups, 0), sizes[image], after));
        }
        return results;
    }

    private (Tensor Boxes, Tensor Scores) Suppress(Tensor boxes, Tensor scores, Tensor groups, ImageSize size, int limit)
    {
        boxes = Boxes.Clip(boxes, size.Height, size.Width);
        var large = Boxes.AreAtLeast(boxes, _config.LeastSide).nonzero().squeeze(1);
        (boxes, scores, groups) = (boxes.index_select(0, large), scores.index_select(0, large), groups.index_select(0, large));
        var kept = Suppression.Batched(boxes, scores, groups, _config.Suppression, limit);
        return (boxes.index_select(0, kept), scores.index_select(0, kept));
    }

    private (Tensor Objectness, Tensor Box) Losses(Tensor objectness, Tensor offsets, Tensor anchors, IReadOnlyList<DetectionTarget> targets)
    {
        using var part = ModuleProfiler.Part("rpn.losses");
        var (objects, backgrounds, expected) = (new List<Tensor>(), new List<Tensor>(), new List<Tensor>());
        var count = anchors.shape[0];
        for (var image = 0; image < targets.Count; image++)
        {
            using var noGrad = no_grad();
            var matches = _config.Matching.Match(targets[image].Boxes, anchors);
            var (some, rest) = _config.Sampling.Draw(matches.ge(0), matches.eq(BoxMatching.Background));
            var boxes = targets[image].Boxes.index_select(0, matches.index_select(0, some));
            expected.Add(BoxCoder.Anchors.Encode(boxes, anchors.index_select(0, some)));
            objects.Add(some + image * count);
            backgrounds.Add(rest + image * count);
        }
        var positive = cat(objects, 0);
        var sampled = cat([positive, cat(backgrounds, 0)], 0);
        var boxLoss = functional.smooth_l1_loss(
            offsets.reshape(-1, 4).index_select(0, positive), cat(expected, 0), Reduction.Sum, _config.SmoothL1Beta) / Math.Max(1, sampled.shape[0]);
        var labels = cat([ones_like(positive), zeros(sampled.shape[0] - positive.shape[0], dtype: ScalarType.Int64, device: positive.device)], 0);
        var objectnessLoss = functional.binary_cross_entropy_with_logits(
            objectness.flatten().index_select(0, sampled), labels.to(objectness.dtype), reduction: Reduction.Sum) / Math.Max(1, sampled.shape[0]);
        return (objectnessLoss, boxLoss);
    }
}

using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>How the names and tensors of a file become those of this workbook's models, which are torchvision's but for box heads, numbered here: <c>roi_heads.box_head.0.fc6</c>. A leading <c>module.</c>, of data-parallel training, goes.</summary>
public sealed class NameMap
{
    // Where a file has only a scale, detectron2 takes mean 0 and variance 1 less its epsilon, so that the scale alone is left.
    private const double VarianceOfOne = 1 - 1e-5;
    private const string DataParallel = "module.";
    private const string BackboneBody = "backbone.body.";
    private const string Kind = "(weight|bias)";
    private static readonly (char Letter, int Number)[] Convolutions = [('a', 1), ('b', 2), ('c', 3)];
    private readonly NameRule[] _rules;
    private readonly string _part;

    private NameMap(string name, NameRule[] rules, string part = "") => (Name, _rules, _part) = (name, rules, part);

    /// <summary>
    /// Files of torchvision's models, and of this workbook's, whose names stay. torchvision's detectors have the background first, with box deltas and
    /// masks of its own; here it is the last of the K + 1 scores and has neither. Source: torchvision 0.14.
    /// </summary>
    public static NameMap Torchvision { get; } = new("torchvision", [.. TorchvisionRules()]);

    /// <summary>
    /// torchvision's classification ResNets (<c>conv1.weight</c>, <c>layer1.0.bn1.bias</c>, ...) and Cadene's SENet-154 (<c>layer0.conv1.weight</c>, ...) as a
    /// detector's backbone, <c>backbone.body.</c>; the classifier, <c>fc</c> and <c>last_linear</c>, is left out.
    /// RGB in [0, 1], normalised by ImageNet's mean and deviation; stride in the 3 x 3 convolution.
    /// </summary>
    public static NameMap TorchvisionBackbone { get; } = new(
        "torchvision backbone", [NameRule.Drop(@"(?:fc|last_linear)\.(?:weight|bias)"), NameRule.To("(.+)", BackboneBody + "$1")]);

    /// <summary>
    /// detectron2's Mask R-CNN and Cascade Mask R-CNN with FPN, or the backbone alone, whose names begin at <c>stem</c> and <c>res2</c>.
    /// <para>
    /// The names do not tell what else differs. Backbones that began as MSRA's (R-50.pkl, R-101.pkl and all of the model zoo's ResNets but X-101 and those
    /// marked otherwise) take BGR in [0, 255] less the mean, not divided by a deviation, and have the stride in the first 1 x 1 convolution of a block
    /// (STRIDE_IN_1X1), torchvision in the 3 x 3. detectron2 aligns RoIAlign by half a pixel and does not round anchors, torchvision does the opposite.
    /// A module must be built so before the weights are of use.
    /// </para>
    /// Source: names of detectron2 0.6.
    /// </summary>
    public static NameMap Detectron2 { get; } = new("detectron2", [.. DetectronRules()]);

    /// <summary>
    /// MSRA's ImageNet ResNets in Caffe2's names, as in detectron2's R-50.pkl: <c>conv1_w</c>, <c>res_conv1_bn_gamma</c>, <c>res2_0_branch2a_w</c>. The classifier, the momenta and
    /// the bias of conv1, zeros in those files, are left out. Detectron's files have batch normalisation folded into <c>res_conv1_bn_s</c> and <c>res_conv1_bn_b</c>: mean 0 and
    /// variance 1 are set.
    /// BGR in [0, 255] less the mean, not divided by a deviation; stride in the first 1 x 1 convolution of a block, where torchvision has it in the 3 x 3: a module must be built so.
    /// </summary>
    public static NameMap Msra { get; } = new("MSRA", [.. MsraRules()]);

    /// <summary>Name, for messages.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The same for the backbone alone, <see cref="Models.Backbones.Backbone"/>: without <c>backbone.body.</c>.</summary>
    internal NameMap OfBackbone() => new(Name, _rules, BackboneBody);

    /// <summary>The module's tensors that one of a file makes: none where it is not needed, the same name where no rule holds.</summary>
    internal IReadOnlyList<MappedTensor> Map(string name) => [.. OfDetector(name).Select(target =>
        target.Name.StartsWith(_part, StringComparison.Ordinal) ? target with { Name = target.Name[_part.Length..] } : target)];

    private MappedTensor[] OfDetector(string name)
    {
        if (name.StartsWith(DataParallel, StringComparison.Ordinal))
            name = name[DataParallel.Length..];
        foreach (var rule in _rules)
            if (rule.Pattern.Match(name) is { Success: true } match)
                return rule.Map(match.Groups);
        return [new MappedTensor(name)];
    }

    private static IEnumerable<NameRule> TorchvisionRules()
    {
        yield return NameRule.To(@"roi_heads\.box_head\.(fc\d)\." + Kind, "roi_heads.box_head.0.$1.$2");
        yield return NameRule.To(@"roi_heads\.box_predictor\.cls_score\." + Kind, "roi_heads.box_predictor.0.cls_score.$1", FirstRowLast);
        yield return NameRule.To(@"roi_heads\.box_predictor\.bbox_pred\." + Kind, "roi_heads.box_predictor.0.bbox_pred.$1", (tensor, expected) => WithoutFirstRows(tensor, expected, 4));
        yield return NameRule.To(@"roi_heads\.mask_predictor\.mask_fcn_logits\." + Kind, "roi_heads.mask_predictor.mask_fcn_logits.$1", (tensor, expected) => WithoutFirstRows(tensor, expected, 1));
    }

    private static IEnumerable<NameRule> DetectronRules()
    {
        const string Prefix = @"(?:backbone\.)?(?:bottom_up\.)?";
        yield return NameRule.Drop(@"pixel_(?:mean|std)|proposal_generator\.anchor_generator\..+|(?:.+\.)?num_batches_tracked|"
            + Prefix + @"(?:linear\..+|fc1000\..+|stem\.fc\..+)|" + Prefix + @"stem\.conv1\.bias");
        yield return NameRule.To(Prefix + @"stem\.conv1\.weight", "backbone.body.conv1.weight");
        yield return NameRule.To(Prefix + @"stem\.conv1\.norm\.(.+)", "backbone.body.bn1.$1");
        yield return NameRule.To(Prefix + @"res(\d)\.(\d+)\.conv(\d)\.weight", "backbone.body.layer$1-1.$2.conv$3.weight");
        yield return NameRule.To(Prefix + @"res(\d)\.(\d+)\.conv(\d)\.norm\.(.+)", "backbone.body.layer$1-1.$2.bn$3.$4");
        yield return NameRule.To(Prefix + @"res(\d)\.(\d+)\.shortcut\.weight", "backbone.body.layer$1-1.$2.downsample.0.weight");
        yield return NameRule.To(Prefix + @"res(\d)\.(\d+)\.shortcut\.norm\.(.+)", "backbone.body.layer$1-1.$2.downsample.1.$3");
        yield return NameRule.To(Prefix + @"fpn_lateral(\d)\." + Kind, "backbone.fpn.inner_blocks.$1-2.0.$2");
        yield return NameRule.To(Prefix + @"fpn_output(\d)\." + Kind, "backbone.fpn.layer_blocks.$1-2.0.$2");
        yield return NameRule.To(@"proposal_generator\.rpn_head\.conv\." + Kind, "rpn.head.conv.0.0.$1");
        yield return NameRule.To(@"proposal_generator\.rpn_head\.objectness_logits\." + Kind, "rpn.head.cls_logits.$1");
        yield return NameRule.To(@"proposal_generator\.rpn_head\.anchor_deltas\." + Kind, "rpn.head.bbox_pred.$1");
        yield return NameRule.To(@"roi_heads\.box_head\.fc1\." + Kind, "roi_heads.box_head.0.fc6.$1");
        yield return NameRule.To(@"roi_heads\.box_head\.(\d)\.fc1\." + Kind, "roi_heads.box_head.$1.fc6.$2");
        yield return NameRule.To(@"roi_heads\.box_head\.(\d)\.fc2\." + Kind, "roi_heads.box_head.$1.fc7.$2");
        yield return NameRule.To(@"roi_heads\.box_head\.fc2\." + Kind, "roi_heads.box_head.0.fc7.$1");
        yield return NameRule.To(@"roi_heads\.box_predictor\.cls_score\." + Kind, "roi_heads.box_predictor.0.cls_score.$1");
        yield return NameRule.To(@"roi_heads\.box_predictor\.bbox_pred\." + Kind, "roi_heads.box_predictor.0.bbox_pred.$1");
        yield return NameRule.To(@"roi_heads\.mask_head\.mask_fcn(\d)\." + Kind, "roi_heads.mask_head.$1-1.0.$2");
        yield return NameRule.To(@"roi_heads\.mask_head\.deconv\." + Kind, "roi_heads.mask_predictor.conv5_mask.$1");
        yield return NameRule.To(@"roi_heads\.mask_head\.predictor\." + Kind, "roi_heads.mask_predictor.mask_fcn_logits.$1");
    }

    private static IEnumerable<NameRule> MsraRules()
    {
        yield return NameRule.Drop(@"conv1_b|(?:fc1000|pred)_[wb]|.+_momentum");
        yield return NameRule.To("conv1_w", "backbone.body.conv1.weight");
        yield return NameRule.To(@"res(\d)_(\d+)_branch1_w", "backbone.body.layer$1-1.$2.downsample.0.weight");
        foreach (var (letter, conv) in Convolutions)
            yield return NameRule.To($@"res(\d)_(\d+)_branch2{letter}_w", $"backbone.body.layer$1-1.$2.conv{conv}.weight");
        IEnumerable<(string Pattern, string Name)> norms =
        [
            ("res_conv1_bn", "backbone.body.bn1"),
            (@"res(\d)_(\d+)_branch1_bn", "backbone.body.layer$1-1.$2.downsample.1"),
            .. Convolutions.Select(of => ($@"res(\d)_(\d+)_branch2{of.Letter}_bn", $"backbone.body.layer$1-1.$2.bn{of.Number}")),
        ];
        foreach (var (pattern, name) in norms)
        {
            yield return NameRule.ToMany(pattern + "_s",
                (name + ".weight", null),
                (name + ".running_mean", (scale, _) => zeros_like(scale)),
                (name + ".running_var", (scale, _) => full_like(scale, VarianceOfOne)));
            yield return NameRule.To(pattern + "_gamma", name + ".weight");
            yield return NameRule.To(pattern + "_(?:b|beta)", name + ".bias");
            yield return NameRule.To(pattern + "_running_mean", name + ".running_mean");
            yield return NameRule.To(pattern + "_running_var", name + ".running_var");
        }
    }

    private static Tensor FirstRowLast(Tensor rows, long[] expected) => rows.roll(-1, 0);

    private static Tensor WithoutFirstRows(Tensor rows, long[] expected, long count) =>
        rows.shape is [var got, ..] && expected is [var wanted, ..] && wanted == got - count ? rows.narrow(0, count, wanted) : rows;
}

using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>How the names and tensors of a file become those of this workbook's models, which are torchvision's. A leading <c>module.</c>, of data-parallel training, goes.</summary>
public sealed class NameMap
{
    // Where a file has only a scale, detectron2 takes mean 0 and variance 1 less its epsilon, so that the scale alone is left.
    private const double VarianceOfOne = 1 - 1e-5;
    private const string DataParallel = "module.";
    private readonly NameRule[] _rules;

    private NameMap(string name, params NameRule[] rules) => (Name, _rules) = (name, rules);

    /// <summary>Files of torchvision's models, and of this workbook's: names stay. Source: torchvision 0.14.</summary>
    public static NameMap Torchvision { get; } = new("torchvision");

    /// <summary>
    /// torchvision's classification ResNets (<c>conv1.weight</c>, <c>layer1.0.bn1.bias</c>, ...) as a detector's backbone, <c>backbone.body.</c>; <c>fc</c> is left out.
    /// RGB in [0, 1], normalised by ImageNet's mean and deviation; stride in the 3 x 3 convolution.
    /// </summary>
    public static NameMap TorchvisionBackbone { get; } = new("torchvision backbone", NameRule.Drop(@"fc\.(?:weight|bias)"), NameRule.To("(.+)", "backbone.body.$1"));

    /// <summary>
    /// detectron2's Mask R-CNN with FPN, or its backbone alone, whose names begin at <c>stem</c> and <c>res2</c>.
    /// <para>
    /// Rows: detectron2 has the background last of the K + 1 scores, torchvision first; detectron2 has no box deltas and masks for the background,
    /// torchvision has, first: zeros are put there where the module expects them.
    /// </para>
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
    /// MSRA's ImageNet ResNets in Caffe2's names, as in detectron2's R-50.pkl: <c>conv1_w</c>, <c>res_conv1_bn_s</c>, <c>res2_0_branch2a_w</c>. The classifier, the momenta and
    /// the bias of conv1, zeros in those files, are left out. Batch normalisation is folded into scale and bias there: mean 0 and variance 1 are set.
    /// BGR in [0, 255] less the mean, not divided by a deviation; stride in the first 1 x 1 convolution of a block, where torchvision has it in the 3 x 3: a module must be built so.
    /// </summary>
    public static NameMap Msra { get; } = new("MSRA", [.. MsraRules()]);

    /// <summary>Name, for messages.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The module's tensors that one of a file makes: none where it is not needed, the same name where no rule holds.</summary>
    internal IReadOnlyList<MappedTensor> Map(string name)
    {
        if (name.StartsWith(DataParallel, StringComparison.Ordinal))
            name = name[DataParallel.Length..];
        foreach (var rule in _rules)
            if (rule.Pattern.Match(name) is { Success: true } match)
                return rule.Map(match.Groups);
        return [new MappedTensor(name)];
    }

    private static IEnumerable<NameRule> DetectronRules()
    {
        const string Prefix = @"(?:backbone\.)?(?:bottom_up\.)?";
        const string Kind = "(weight|bias)";
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
        yield return NameRule.To(@"roi_heads\.box_head\.fc1\." + Kind, "roi_heads.box_head.fc6.$1");
        yield return NameRule.To(@"roi_heads\.box_head\.fc2\." + Kind, "roi_heads.box_head.fc7.$1");
        yield return NameRule.To(@"roi_heads\.box_predictor\.cls_score\." + Kind, "roi_heads.box_predictor.cls_score.$1", LastRowFirst);
        yield return NameRule.To(@"roi_heads\.box_predictor\.bbox_pred\." + Kind, "roi_heads.box_predictor.bbox_pred.$1", (tensor, expected) => ZeroRowsFirst(tensor, expected, 4));
        yield return NameRule.To(@"roi_heads\.mask_head\.mask_fcn(\d)\." + Kind, "roi_heads.mask_head.$1-1.0.$2");
        yield return NameRule.To(@"roi_heads\.mask_head\.deconv\." + Kind, "roi_heads.mask_predictor.conv5_mask.$1");
        yield return NameRule.To(@"roi_heads\.mask_head\.predictor\." + Kind, "roi_heads.mask_predictor.mask_fcn_logits.$1", (tensor, expected) => ZeroRowsFirst(tensor, expected, 1));
    }

    private static IEnumerable<NameRule> MsraRules()
    {
        yield return NameRule.Drop(@"conv1_b|(?:fc1000|pred)_[wb]|.+_momentum");
        yield return NameRule.To("conv1_w", "backbone.body.conv1.weight");
        yield return Scale("res_conv1_bn_s", "backbone.body.bn1");
        yield return NameRule.To("res_conv1_bn_b", "backbone.body.bn1.bias");
        yield return NameRule.To(@"res(\d)_(\d+)_branch1_w", "backbone.body.layer$1-1.$2.downsample.0.weight");
        yield return Scale(@"res(\d)_(\d+)_branch1_bn_s", "backbone.body.layer$1-1.$2.downsample.1");
        yield return NameRule.To(@"res(\d)_(\d+)_branch1_bn_b", "backbone.body.layer$1-1.$2.downsample.1.bias");
        foreach (var (letter, conv) in new[] { ('a', 1), ('b', 2), ('c', 3) })
        {
            yield return NameRule.To($@"res(\d)_(\d+)_branch2{letter}_w", $"backbone.body.layer$1-1.$2.conv{conv}.weight");
            yield return Scale($@"res(\d)_(\d+)_branch2{letter}_bn_s", $"backbone.body.layer$1-1.$2.bn{conv}");
            yield return NameRule.To($@"res(\d)_(\d+)_branch2{letter}_bn_b", $"backbone.body.layer$1-1.$2.bn{conv}.bias");
        }
    }

    private static NameRule Scale(string pattern, string norm) => NameRule.ToMany(pattern,
        (norm + ".weight", null),
        (norm + ".running_mean", (scale, _) => zeros_like(scale)),
        (norm + ".running_var", (scale, _) => full_like(scale, VarianceOfOne)));

    private static Tensor LastRowFirst(Tensor rows, long[] expected)
    {
        var others = rows.shape is [> 1 and var count, ..] ? count - 1 : 0;
        return others == 0 ? rows : cat([rows.narrow(0, others, 1), rows.narrow(0, 0, others)], 0);
    }

    private static Tensor ZeroRowsFirst(Tensor rows, long[] expected, long count) => rows.shape is [var got, .. var row] && expected is [var wanted, ..] && wanted == got + count
        ? cat([zeros([count, .. row], rows.dtype, rows.device), rows], 0)
        : rows;
}

using System.Globalization;
using Workbook.Data.Weights;
using Workbook.Losses;
using Workbook.Models;
using Workbook.Models.Backbones;
using Workbook.Tests.Models;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Data.Weights;

[Collection(nameof(Alone))]
public sealed class NameMapTests
{
    public static TheoryData<string, string> Detectron2 => new()
    {
        { "backbone.bottom_up.stem.conv1.weight", "backbone.body.conv1.weight" },
        { "stem.conv1.norm.running_var", "backbone.body.bn1.running_var" },
        { "res2.0.conv1.weight", "backbone.body.layer1.0.conv1.weight" },
        { "backbone.res4.22.conv3.norm.bias", "backbone.body.layer3.22.bn3.bias" },
        { "backbone.bottom_up.res5.0.shortcut.weight", "backbone.body.layer4.0.downsample.0.weight" },
        { "res2.0.shortcut.norm.running_mean", "backbone.body.layer1.0.downsample.1.running_mean" },
        { "backbone.fpn_lateral2.weight", "backbone.fpn.inner_blocks.0.0.weight" },
        { "fpn_output5.bias", "backbone.fpn.layer_blocks.3.0.bias" },
        { "proposal_generator.rpn_head.conv.weight", "rpn.head.conv.0.0.weight" },
        { "proposal_generator.rpn_head.objectness_logits.bias", "rpn.head.cls_logits.bias" },
        { "proposal_generator.rpn_head.anchor_deltas.weight", "rpn.head.bbox_pred.weight" },
        { "roi_heads.box_head.fc1.weight", "roi_heads.box_head.0.fc6.weight" },
        { "roi_heads.box_head.fc2.bias", "roi_heads.box_head.0.fc7.bias" },
        { "roi_heads.box_predictor.cls_score.weight", "roi_heads.box_predictor.0.cls_score.weight" },
        { "roi_heads.box_head.0.fc1.weight", "roi_heads.box_head.0.fc6.weight" },
        { "roi_heads.box_head.2.fc2.bias", "roi_heads.box_head.2.fc7.bias" },
        { "roi_heads.box_predictor.1.cls_score.weight", "roi_heads.box_predictor.1.cls_score.weight" },
        { "roi_heads.box_predictor.bbox_pred.bias", "roi_heads.box_predictor.0.bbox_pred.bias" },
        { "roi_heads.mask_head.mask_fcn1.weight", "roi_heads.mask_head.0.0.weight" },
        { "roi_heads.mask_head.mask_fcn4.bias", "roi_heads.mask_head.3.0.bias" },
        { "roi_heads.mask_head.deconv.weight", "roi_heads.mask_predictor.conv5_mask.weight" },
        { "roi_heads.mask_head.predictor.weight", "roi_heads.mask_predictor.mask_fcn_logits.weight" },
        { "pixel_mean", "" },
        { "proposal_generator.anchor_generator.cell_anchors.0", "" },
        { "stem.conv1.bias", "" },
        { "fc1000.weight", "" },
        { "something.else", "something.else" },
    };

    public static TheoryData<string, string> Msra => new()
    {
        { "conv1_w", "backbone.body.conv1.weight" },
        { "res_conv1_bn_s", "backbone.body.bn1.weight backbone.body.bn1.running_mean backbone.body.bn1.running_var" },
        { "res_conv1_bn_b", "backbone.body.bn1.bias" },
        { "res2_0_branch2a_w", "backbone.body.layer1.0.conv1.weight" },
        { "res4_22_branch2c_bn_s", "backbone.body.layer3.22.bn3.weight backbone.body.layer3.22.bn3.running_mean backbone.body.layer3.22.bn3.running_var" },
        { "res5_1_branch2b_bn_b", "backbone.body.layer4.1.bn2.bias" },
        { "res_conv1_bn_gamma", "backbone.body.bn1.weight" },
        { "res5_1_branch2b_bn_beta", "backbone.body.layer4.1.bn2.bias" },
        { "res2_0_branch1_bn_running_mean", "backbone.body.layer1.0.downsample.1.running_mean" },
        { "res2_0_branch2c_bn_running_var", "backbone.body.layer1.0.bn3.running_var" },
        { "res3_0_branch1_w", "backbone.body.layer2.0.downsample.0.weight" },
        { "res3_0_branch1_bn_s", "backbone.body.layer2.0.downsample.1.weight backbone.body.layer2.0.downsample.1.running_mean backbone.body.layer2.0.downsample.1.running_var" },
        { "res3_0_branch1_bn_b", "backbone.body.layer2.0.downsample.1.bias" },
        { "fc1000_w", "" },
        { "conv1_b", "" },
        { "conv1_w_momentum", "" },
    };

    [Theory]
    [MemberData(nameof(Detectron2))]
    public void Detectron2_Name_IsOurs(string name, string expected) => Assert.Equal(expected, Names(NameMap.Detectron2, name));

    [Theory]
    [MemberData(nameof(Msra))]
    public void Msra_Name_IsOurs(string name, string expected) => Assert.Equal(expected, Names(NameMap.Msra, name));

    [Theory]
    [InlineData("layer1.0.conv1.weight", "backbone.body.layer1.0.conv1.weight")]
    [InlineData("module.bn1.bias", "backbone.body.bn1.bias")]
    [InlineData("fc.weight", "")]
    [InlineData("layer0.conv1.weight", "backbone.body.layer0.conv1.weight")]
    [InlineData("last_linear.bias", "")]
    public void TorchvisionBackbone_Name_IsUnderBody(string name, string expected) => Assert.Equal(expected, Names(NameMap.TorchvisionBackbone, name));

    [Fact]
    public void Detectron2_Cascade_HasTheNamesOfACascade()
    {
        string[] layers = [.. from stage in Enumerable.Range(0, 3) from layer in new[] { "box_head.{0}.fc1", "box_head.{0}.fc2", "box_predictor.{0}.cls_score", "box_predictor.{0}.bbox_pred" }
            from kind in new[] { ".weight", ".bias" } select "roi_heads." + string.Format(CultureInfo.InvariantCulture, layer, stage) + kind];
        using var body = new ResNet(ResNetConfig.ResNet50 with { WidthMultiplier = 0.125 });
        using var model = new MaskRcnn(
            body, ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()),
            new MaskRcnnConfig { Classes = 3, Heads = new() { Stages = BoxStage.Cascade, IsBoxClassAgnostic = true } }.Thin(0.125));
        Assert.Equal(
            model.state_dict().Keys.Where(name => name.StartsWith("roi_heads.box", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            layers.Select(name => Names(NameMap.Detectron2, name)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("roi_heads.box_head.fc6.weight", "roi_heads.box_head.0.fc6.weight")]
    [InlineData("roi_heads.box_predictor.bbox_pred.bias", "roi_heads.box_predictor.0.bbox_pred.bias")]
    [InlineData("roi_heads.box_head.0.fc6.weight", "roi_heads.box_head.0.fc6.weight")]
    [InlineData("backbone.body.layer1.0.conv1.weight", "backbone.body.layer1.0.conv1.weight")]
    public void Torchvision_Name_IsOurs(string name, string expected) => Assert.Equal(expected, Names(NameMap.Torchvision, name));

    [Fact]
    public void Torchvision_Scores_GetTheBackgroundLast()
    {
        using var scope = NewDisposeScope();
        var rows = tensor(new float[] { 0, 5, 1, 2, 10, 20 }).view(3, 2); // the background, then two categories
        Assert.Equal([1, 2, 10, 20, 0, 5], Converted("roi_heads.box_predictor.cls_score.weight", rows, 3, 2));
    }

    [Fact]
    public void Torchvision_DeltasAndMasks_LoseTheBackground()
    {
        using var scope = NewDisposeScope();
        var deltas = arange(1, 13, float32);
        Assert.Equal([5, 6, 7, 8, 9, 10, 11, 12], Converted("roi_heads.box_predictor.bbox_pred.bias", deltas, 8));
        Assert.Equal([3, 4], Converted("roi_heads.mask_predictor.mask_fcn_logits.weight", arange(1, 5, float32).view(2, 2, 1, 1), 1, 2, 1, 1));
        Assert.Equal([1, 2, 3, 4], Converted("roi_heads.mask_predictor.mask_fcn_logits.weight", arange(1, 5, float32).view(2, 2, 1, 1), 2, 2, 1, 1)); // this workbook's own
    }

    [Fact]
    public void Msra_FoldedScale_LeavesMeanAndVarianceOut()
    {
        using var scope = NewDisposeScope();
        var scale = tensor(new float[] { 2, 3 });
        var made = NameMap.Msra.Map("res_conv1_bn_s").ToDictionary(target => target.Name.Split('.')[^1], target => target.Convert?.Invoke(scale, [2]) ?? scale);
        var input = tensor(new float[] { 5, -1 });
        var output = (input - made["running_mean"]) / (made["running_var"] + 1e-5).sqrt() * made["weight"];
        Assert.Equal([10f, -3f], output.data<float>().ToArray());
    }

    private static float[] Converted(string name, Tensor tensor, params long[] expected) =>
        Assert.Single(NameMap.Torchvision.Map(name)).Convert!(tensor, expected).contiguous().data<float>().ToArray();

    private static string Names(NameMap map, string name) => string.Join(' ', map.Map(name).Select(target => target.Name));
}

using TorchSharp;
using Workbook.Losses;
using Workbook.Models;
using Workbook.Models.Backbones;
using Workbook.Ops;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Models.Detection;

/// <summary>Cascade, C4, deformable and sigmoid detectors: sizes, gradients, and a cascade worked by hand.</summary>
[Collection(nameof(Alone))]
public sealed class DetectorVariantTests
{
    private const int Classes = 6;

    [Fact]
    public void Parameters_MaskRcnnR50Fpn_AreTorchvisions()
    {
        using var scope = NewDisposeScope();
        using var model = new MaskRcnn(
            new ResNet(ResNetConfig.ResNet50), ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()),
            new MaskRcnnConfig { Classes = 90, Heads = new() { IsMaskClassAgnostic = false } });
        // 44,401,393 in torchvision (MaskRCNN_ResNet50_FPN_Weights.COCO_V1), frozen norms not counted; here background has no box and no mask.
        Assert.Equal(44_401_393 - 4 * 1025 - 257, model.parameters().Sum(p => p.numel()));
    }

    [Fact]
    public void Parameters_Cascade_AddTwoBoxHeads()
    {
        using var scope = NewDisposeScope();
        var heads = new RoiHeadsConfig { IsBoxClassAgnostic = true };
        using var one = new RoiHeads(80, 256, 4, null, ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()), heads);
        using var three = new RoiHeads(80, 256, 4, null, ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()), heads with { Stages = BoxStage.Cascade });
        const long head = (256 * 7 * 7 + 1) * 1024L + 1025 * 1024 + 1025 * 81 + 1025 * 4;
        Assert.Equal(2 * head, three.parameters().Sum(p => p.numel()) - one.parameters().Sum(p => p.numel()));
    }

    [Theory]
    [InlineData("pyramid")]
    [InlineData("cascade")]
    [InlineData("C4")]
    [InlineData("deformable")]
    [InlineData("equalization")]
    [InlineData("agnostic boxes")]
    public void Losses_OfEveryKind_HaveTheGradientsOfFiniteDifferences(string kind)
    {
        using var scope = NewDisposeScope();
        manual_seed(3).Dispose();
        using var model = Variant(kind).to(ScalarType.Float64);
        var size = new ImageSize(96, 128);
        var image = HashedNumbers.Image(0, size.Height, size.Width).@double().unsqueeze(0);
        var (boxes, masks, labels) = HashedNumbers.Target(0, size.Height, size.Width, Classes + 1);
        var listed = zeros(Classes, dtype: ScalarType.Bool);
        listed[0] = tensor(true);
        var target = new DetectionTarget(boxes.@double(), labels, new BitmapMasks(masks), listed);
        Tensor Loss()
        {
            manual_seed(5).Dispose();
            return model.Losses(image, [size], [target]).Total();
        }

        model.zero_grad();
        Loss().backward();
        var gradients = model.named_parameters().Where(p => p.parameter.requires_grad).ToDictionary(p => p.name, p => p.parameter.grad);
        Assert.DoesNotContain(gradients, g => g.Value is null);
        var checkedCount = 0;
        foreach (var (name, parameter) in model.named_parameters().Where(p => p.parameter.requires_grad && IsChosen(p.name)))
        {
            // Along the gradient itself. Proposals, and in a cascade the boxes of the stage before, are constants of the loss: only parameters that do not
            // move them are checked.
            using var noGrad = no_grad();
            var gradient = gradients[name]!;
            var norm = gradient.norm().item<double>();
            if (norm < 1e-6)
                continue;
            var step = 1e-5 / norm;
            parameter.add_(gradient * step);
            var above = Loss().item<double>();
            parameter.add_(gradient * (-2 * step));
            var below = Loss().item<double>();
            parameter.add_(gradient * step);
            var slope = (above - below) / (2 * step) / norm / norm;
            Assert.True(Math.Abs(slope - 1) < 1e-3, $"{kind}: {name}: the slope is {slope} of the gradient's");
            checkedCount++;
        }
        Assert.True(checkedCount >= 3, $"{kind}: {checkedCount} parameters checked");

        static bool IsChosen(string name) =>
            name.Contains("cls_score", StringComparison.Ordinal) || name.EndsWith("mask_fcn_logits.weight", StringComparison.Ordinal)
            || name.EndsWith("conv5_mask.weight", StringComparison.Ordinal) || name.EndsWith("box_head.2.fc7.weight", StringComparison.Ordinal);
    }

    /// <summary>Features are 0, so a box head gives its predictor's biases: three shifts and three distributions.</summary>
    [Fact]
    public void Cascade_ConstantPredictions_WorkedByHand()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var heads = new RoiHeads(
            2, 8, 4, null, ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()),
            new() { Stages = BoxStage.Cascade, IsBoxClassAgnostic = true, BoxFeatures = 16, MaskChannels = 8 });
        foreach (var (name, parameter) in heads.named_parameters())
            parameter.zero_();
        double[][] probabilities = [[0.5, 0.25, 0.25], [0.2, 0.2, 0.6], [0.2, 0.6, 0.2]];
        for (var stage = 0; stage < 3; stage++)
        {
            heads.get_parameter($"box_predictor.{stage}.cls_score.bias")!.copy_(tensor(probabilities[stage]).log());
            heads.get_parameter($"box_predictor.{stage}.bbox_pred.bias")!.copy_(tensor(new float[] { 1, 0, 0, 0 }));
        }
        heads.eval();
        var levels = Enumerable.Range(0, 5).Select(i => zeros(1, 8, 64 >> i, 64 >> i)).ToArray();
        var found = heads.Detect(levels, [tensor(new float[] { 10, 20, 70, 50 }, [1, 4])], [new ImageSize(256, 256)])[0];

        // dx = 1 moves by a tenth, a twentieth and a thirtieth of the width of 60: 6 + 3 + 2 = 11.
        Assert.Equal(2, found.Count);
        foreach (var i in new[] { 0, 1 })
            Assert.True(found.Boxes[i].allclose(tensor(new float[] { 21, 20, 81, 50 }), atol: 1e-4));
        // (0.25 + 0.2 + 0.6) / 3 = 0.35 and (0.5 + 0.2 + 0.2) / 3 = 0.3; background is the last.
        Assert.Equal([1, 0], found.Labels.data<long>().ToArray());
        Assert.True(found.Scores.allclose(tensor(new[] { 0.35f, 0.3f }), atol: 1e-5));
        Assert.True(found.Masks!.allclose(full(found.Masks!.shape, 0.5f)));
    }

    [Fact]
    public void GradientScale_OfAQuarter_LeavesValuesAndDividesGradients()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, -2 }).requires_grad_();
        var y = GradientScale.Apply(x, 0.25);
        Assert.Equal([1f, -2f], y.data<float>().ToArray());
        (y * y).sum().backward();
        Assert.Equal([0.5f, -1f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Detect_SelectionOnTheCpu_EqualsTheComposedForm()
    {
        using var scope = NewDisposeScope();
        manual_seed(11).Dispose();
        var start = rand(200, 2) * 80;
        var proposals = cat([start, start + rand(200, 2) * 30], 1);
        var (scores, offsets) = (rand(200, 7), randn(200, 28));
        var selection = new DetectionSelection(BoxCoder.Proposals, 0.4, 0.5, 60);
        var size = new ImageSize(90, 100);
        var (boxes, values, labels) = selection.Select(scores, offsets, proposals, size);
        var (expectedBoxes, expectedValues, expectedLabels) = selection.Composed(scores, offsets, proposals, size);
        Assert.Equal(60, values.shape[0]);
        Assert.Equal(expectedLabels.data<long>().ToArray(), labels.data<long>().ToArray());
        Assert.Equal(expectedValues.data<float>().ToArray(), values.data<float>().ToArray());
        Assert.True(boxes.allclose(expectedBoxes, atol: 1e-3));
    }

    [Fact]
    public void Losses_ImageWithoutObjects_AreFinite()
    {
        using var scope = NewDisposeScope();
        manual_seed(4).Dispose();
        using var model = Variant("pyramid");
        var target = new DetectionTarget(zeros(0, 4), zeros(0, dtype: ScalarType.Int64), new PolygonMasks([]));
        var losses = model.Losses(HashedNumbers.Image(0, 64, 64).unsqueeze(0), [new ImageSize(64, 64)], [target]);
        losses.Total().backward();
        Assert.True(float.IsFinite(losses.Total().item<float>()));
        Assert.Equal(0, losses.Mask!.item<float>());
        Assert.Equal(0, losses.Box.item<float>());
    }

    [Theory]
    [InlineData("pyramid")]
    [InlineData("C4")]
    public void Detect_NothingAboveTheThreshold_IsEmpty(string kind)
    {
        using var scope = NewDisposeScope();
        manual_seed(6).Dispose();
        using var model = Variant(kind, leastScore: 0.999);
        model.eval();
        var found = Assert.Single(model.Detect(HashedNumbers.Image(0, 64, 64).unsqueeze(0), [new ImageSize(64, 64)]));
        Assert.Equal(0, found.Count);
        Assert.Equal(kind == "C4" ? [0, 14, 14] : new long[] { 0, 28, 28 }, found.Masks!.shape);
    }

    private static MaskRcnn Variant(string kind, double leastScore = 0)
    {
        var body = ResNetConfig.ResNet50 with { WidthMultiplier = 0.125, FreezeAt = 2 };
        var softmax = ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss());
        var config = new MaskRcnnConfig { Classes = Classes, Heads = new() { Sampling = new(64, 0.25), LeastScore = leastScore } }.Thin(0.125);
        switch (kind)
        {
            case "cascade":
                return new MaskRcnn(new ResNet(body), softmax, config with { Heads = config.Heads with { Stages = BoxStage.Cascade, IsBoxClassAgnostic = true } });
            case "C4":
                var pooling = new PyramidRoiAlign(14, 2, IsAligned: false);
                return new MaskRcnn(
                    new ResNet(body with { LastStage = 4 }), new ResNetStage(body, 5), softmax,
                    config with { Rpn = new() { Anchors = AnchorGrid.SingleMap }, Heads = config.Heads with { BoxPooling = pooling, MaskPooling = pooling } });
            case "deformable":
                return new MaskRcnn(new ResNet(body with { Deformable = DeformableKind.V2 }), softmax, config);
            case "equalization":
                var frequency = new ClassFrequency([1, 5, 10, 50, 200, 900], 1000, "test", "");
                return new MaskRcnn(
                    new ResNet(body), ProposalClassification.Sigmoid(new EqualizationLoss(frequency, new ThresholdFunction.Threshold(0.02)), keepsListed: true), config);
            case "agnostic boxes":
                return new MaskRcnn(new ResNet(body), softmax, config with { Heads = config.Heads with { IsBoxClassAgnostic = true, IsMaskClassAgnostic = false } });
            default:
                return new MaskRcnn(new ResNet(body), softmax, config);
        }
    }
}

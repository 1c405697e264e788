using System.Text.Json;
using Tests.Support;
using Workbook.Data.Weights;
using Workbook.Losses;
using Workbook.Models;
using Workbook.Models.Backbones;
using Workbook.Ops;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Models.Detection;

/// <summary>The stored results of torchvision's maskrcnn_resnet50_fpn, and our model with the same weights.</summary>
internal static class PeerMaskRcnn
{
    public static JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllText(Repository.Path($"tests/Peers/{name}"))).RootElement;

    public static MaskRcnn Model(JsonElement stored)
    {
        using var scope = NewDisposeScope();
        var classes = stored.GetProperty("classes").GetInt32() - 1;
        var model = new MaskRcnn(
            new ResNet(ResNetConfig.ResNet50 with { FreezeAt = 0 }), ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()),
            new MaskRcnnConfig { Classes = classes, Heads = new() { IsMaskClassAgnostic = false, DetectionsPerImage = 60 } });
        var weights = stored.GetProperty("weights").EnumerateObject().ToDictionary(
            w => w.Name, w => HashedNumbers.Weight(w.Name, [.. w.Value.EnumerateArray().Select(d => d.GetInt64())]));
        foreach (var check in stored.GetProperty("check").EnumerateObject())
            AssertDigest(check.Name, check.Value, weights[check.Name], 1e-7);
        Assert.True(StateLoading.Load(model, weights, "mask_rcnn.json").IsExact);
        ChannelsLast.Weights(model);
        model.DetachFromScope();
        return model;
    }

    /// <summary>The padded batch of the stored sizes.</summary>
    public static (Tensor Images, List<ImageSize> Sizes) Batch(JsonElement stored)
    {
        var sizes = stored.GetProperty("sizes").EnumerateArray().Select(s => new ImageSize(s[0].GetInt32(), s[1].GetInt32())).ToList();
        var images = zeros(sizes.Count, 3, Padded(sizes.Max(s => s.Height)), Padded(sizes.Max(s => s.Width)));
        for (var i = 0; i < sizes.Count; i++)
            images[i].slice(1, 0, sizes[i].Height, 1).slice(2, 0, sizes[i].Width, 1).copy_(HashedNumbers.Image(i, sizes[i].Height, sizes[i].Width));
        return (images, sizes);

        static int Padded(int pixels) => (pixels + 31) / 32 * 32;
    }

    /// <summary>Compares by <see cref="Difference"/>.</summary>
    public static void AssertDigest(string name, JsonElement digest, Tensor actual, double tolerance)
    {
        var worst = Difference(name, digest, actual);
        Parity.Note(name, worst, tolerance);
        Assert.True(worst <= tolerance, $"{name}: relative difference {worst:g3}, expected at most {tolerance}");
    }

    /// <summary>The larger difference of every n-th value, relative to the largest stored, and of the sum of absolute values.</summary>
    public static double Difference(string name, JsonElement digest, Tensor actual)
    {
        Assert.Equal(digest.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()), actual.shape);
        var expected = digest.GetProperty("values").EnumerateArray().Select(v => v.GetDouble()).ToArray();
        var flat = actual.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        var step = digest.GetProperty("step").GetInt32();
        var values = Enumerable.Range(0, expected.Length).Select(i => flat[i * step]).ToArray();
        var scale = Math.Max(expected.Max(Math.Abs), digest.GetProperty("absolute").GetDouble() / Math.Max(1, flat.Length));
        var worst = expected.Zip(values, (e, v) => Math.Abs(e - v)).Max() / Math.Max(scale, 1e-12);
        var sum = digest.GetProperty("absolute").GetDouble();
        var result = Math.Max(worst, Math.Abs(flat.Sum(Math.Abs) - sum) / Math.Max(sum, 1e-12));
        Assert.True(double.IsFinite(result), $"{name}: not a number");
        return result;
    }

    /// <summary>Boxes, scores, labels, masks and pasted masks; detections of nearly equal scores may change places.</summary>
    public static void AssertDetections(JsonElement stored, Detections actual, ImageSize size)
    {
        var scores = actual.Scores.data<float>().ToArray();
        var boxes = actual.Boxes.data<float>().ToArray();
        var labels = actual.Labels.data<long>().ToArray();
        var areas = MaskPasting.RunLengths(actual.Masks!, actual.Boxes, size.Height, size.Width, 0.5f).Select(m => m.Area).ToArray();
        var expected = stored.GetProperty("scores").EnumerateArray().Select(s => s.GetDouble()).ToArray();
        Assert.Equal(expected.Length, scores.Length);
        var corners = stored.GetProperty("boxes").EnumerateArray().SelectMany(b => b.EnumerateArray()).Select(c => c.GetDouble()).ToArray();
        Parity.Note("scores", expected.Zip(scores, (e, s) => Math.Abs(e - s) / e).DefaultIfEmpty(0).Max(), 1e-4);
        Parity.Note("boxes, of the image's edge", corners.Zip(boxes, (e, b) => Math.Abs(e - b)).DefaultIfEmpty(0).Max() / Math.Max(size.Height, size.Width), 1e-4);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - scores[i]) <= 1e-4 * expected[i], $"score {i}: {scores[i]}, expected {expected[i]}");
            Assert.Equal(stored.GetProperty("labels")[i].GetInt64() - 1, labels[i]);
            for (var c = 0; c < 4; c++)
                Assert.True(Math.Abs(corners[4 * i + c] - boxes[4 * i + c]) <= 1e-4 * Math.Max(size.Height, size.Width), $"box {i}");
            var area = stored.GetProperty("areas")[i].GetInt64();
            Assert.True(Math.Abs(area - areas[i]) <= 2 + area / 500, $"mask {i}: {areas[i]} pixels, expected {area}");
        }
        AssertDigest("masks", stored.GetProperty("masks"), actual.Masks!.unsqueeze(1), 1e-4);
    }

    private static void DetachFromScope(this MaskRcnn model)
    {
        foreach (var tensor in model.parameters().Concat(model.buffers()))
            tensor.DetachFromDisposeScope();
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using Tests.Support;
using Workbook.Models;
using Workbook.Ops;
using Workbook.Tests.Losses;
using Workbook.Tests.Models.Detection;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Ops.Detection;

/// <summary>Against torchvision 0.14's operators (tests/Peers/generate/detection_ops.py), in both forms where there are two.</summary>
public sealed class DetectionOpsPeerTests
{
    private static readonly JsonElement Stored = JsonDocument.Parse(File.ReadAllText(Repository.Path("tests/Peers/detection_ops.json"))).RootElement;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RoiAlign_StoredCases_EqualsTorchvision(bool isFused)
    {
        using var scope = NewDisposeScope();
        foreach (var test in Stored.GetProperty("roi_align").EnumerateArray())
        {
            var (isAligned, ratio, scale) = (test.GetProperty("aligned").GetBoolean(), test.GetProperty("ratio").GetInt32(), test.GetProperty("scale").GetDouble());
            var features = Numbers("map", [2, 9, 12, 10], -1, 1).requires_grad_();
            var rois = Rois(scale);
            var images = tensor(new long[] { 0, 1, 0, 1, 1, 0, 1 });
            var output = isFused
                ? RoiAlign.Apply(features, rois, images, 3, scale, ratio, isAligned)
                : ComposedRoiAlign.Apply(features, rois, images, 3, scale, ratio, isAligned);
            AssertClose(test.GetProperty("output"), output, 1e-5);
            output.backward([Numbers("cotangent", output.shape, -1, 1)]);
            AssertClose(test.GetProperty("gradient"), features.grad!, 1e-5);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void RoiAlign_AnyThreadsAndManyChannels_EqualsTheComposedFormInDouble(int threads)
    {
        using var scope = NewDisposeScope();
        var before = get_num_threads();
        try
        {
            set_num_threads(threads);
            var features = Numbers("wide", [2, 131, 9, 11], -1, 1);
            var (rois, images) = (Boxes("many", 23, 40, 30), tensor(Enumerable.Range(0, 23).Select(i => (long)(i % 2)).ToArray()));
            var (fused, exact) = (features.clone().requires_grad_(), features.@double().requires_grad_());
            var output = RoiAlign.Apply(fused, rois, images, 4, 0.25, 2, true);
            var expected = ComposedRoiAlign.Apply(exact, rois, images, 4, 0.25, 2, true);
            Assert.True(output.@double().allclose(expected, rtol: 1e-5, atol: 1e-5));
            var cotangent = Numbers("c", output.shape, -1, 1);
            output.backward([cotangent]);
            expected.backward([cotangent.@double()]);
            Assert.True(fused.grad!.@double().allclose(exact.grad!, rtol: 1e-5, atol: 1e-4));
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public void OnCuda_EqualsTheCpu()
    {
        var device = LossTesting.Device("cuda");
        using var scope = NewDisposeScope();
        var (rois, images) = (Boxes("many", 23, 40, 30), tensor(Enumerable.Range(0, 23).Select(i => (long)(i % 2)).ToArray()));
        var cotangent = Numbers("c", [23, 131, 4, 4], -1, 1);
        var (here, there) = (RoiAlignOn(CPU), RoiAlignOn(device));
        Assert.True(here.Output.allclose(there.Output, rtol: 1e-5, atol: 1e-5));
        Assert.True(here.Gradient.allclose(there.Gradient, rtol: 1e-5, atol: 1e-4));

        var (boxes, scores) = (Boxes("nms", 300, 100, 40), Numbers("score", [300], 0, 1));
        var groups = tensor(Array.ConvertAll(HashedNumbers.Uniform("group", 300), u => (long)(u * 4)));
        Assert.Equal(
            Suppression.Batched(boxes, scores, groups, 0.3, 50).data<long>().ToArray(),
            Suppression.Batched(boxes.to(device), scores.to(device), groups.to(device), 0.3, 50).cpu().data<long>().ToArray());

        (Tensor Output, Tensor Gradient) RoiAlignOn(Device on)
        {
            var features = Numbers("wide", [2, 131, 9, 11], -1, 1).to(on).requires_grad_();
            var output = RoiAlign.Apply(features, rois.to(on), images.to(on), 4, 0.25, 2, true);
            output.backward([cotangent.to(on)]);
            return (output.detach().cpu(), features.grad!.cpu());
        }
    }

    [Fact]
    public void RoiAlign_NoBoxes_GivesNothingAndAZeroGradient()
    {
        using var scope = NewDisposeScope();
        var features = ones(1, 3, 4, 4).requires_grad_();
        var output = RoiAlign.Apply(features, zeros(0, 4), zeros(0, dtype: ScalarType.Int64), 7, 1, 2, false);
        Assert.Equal([0, 3, 7, 7], output.shape);
        output.sum().backward();
        Assert.Equal(0, features.grad!.abs().sum().item<float>());
    }

    [Theory]
    [InlineData(float.NaN, "not finite")]
    [InlineData(float.PositiveInfinity, "not finite")]
    public void RoiAlign_CoordinateNotFinite_SaysWhich(float value, string expected)
    {
        using var scope = NewDisposeScope();
        var boxes = tensor(new[] { 0, 0, 1, 1, 0, value, 1, 1 }, [2, 4]);
        var problem = Assert.Throws<ArgumentException>(() => RoiAlign.Apply(ones(1, 3, 4, 4), boxes, zeros(2, dtype: ScalarType.Int64), 7, 1, 2, false));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Contains("box 1", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Suppression_TiesAndGroups_EqualsTorchvision(bool isGreedy)
    {
        using var scope = NewDisposeScope();
        var (boxes, scores) = (Boxes("nms", 300, 100, 40), tensor(Array.ConvertAll(HashedNumbers.Uniform("score", 300), u => (float)Math.Floor(u * 50) / 50)));
        var groups = tensor(Array.ConvertAll(HashedNumbers.Uniform("group", 300), u => (long)(u * 4)));
        Tensor Run(Tensor? group, double threshold, int limit = int.MaxValue) => isGreedy
            ? Suppression.Batched(boxes, scores, group, threshold, limit)
            : Suppression.Composed(boxes, scores, group, threshold, limit);
        // The reference sorts the kept boxes of all groups once more, and not stably; here the first of equal scores is first.
        var value = scores.data<float>().ToArray();
        var expected = Integers("nms").OrderByDescending(i => value[i]).ThenBy(i => i).ToArray();
        Assert.Equal(expected, Run(groups, 0.3).data<long>().ToArray());
        Assert.Equal(expected[..17], Run(groups, 0.3, 17).data<long>().ToArray());
        Assert.Equal(Integers("single"), Run(null, 0.5).data<long>().ToArray());
    }

    [Fact]
    public void Suppression_NothingAndNaN_AreAsInTheReference()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0], Suppression.Batched(zeros(0, 4), zeros(0), null, 0.5).shape);
        var boxes = tensor(new float[] { 0, 0, 9, 9, 0, 0, 9, 9, 20, 20, 20, 20, 20, 20, 20, 20 }, [4, 4]);
        // NaN first; equal boxes suppress each other, boxes without area overlap nothing.
        Assert.Equal([1, 2, 3], Suppression.Batched(boxes, tensor(new[] { 0.9f, float.NaN, 0.5f, 0.4f }), null, 0.5).data<long>().ToArray());
    }

    [Fact]
    public void BoxCoder_StoredCases_EqualsTorchvision()
    {
        using var scope = NewDisposeScope();
        var (left, right) = (Sized("a"), Sized("b"));
        AssertClose(Stored.GetProperty("encode"), BoxCoder.Proposals.Encode(left, right), 1e-6);
        AssertClose(Stored.GetProperty("decode"), BoxCoder.Proposals.Decode(Numbers("offsets", [20, 8], -3, 30), left), 1e-6);
        Assert.True(BoxCoder.Proposals.Decode(BoxCoder.Proposals.Encode(left, right), right).allclose(left, rtol: 1e-4, atol: 1e-3));
    }

    [Fact]
    public void AnchorGrid_TwoLevels_EqualsTorchvision()
    {
        using var scope = NewDisposeScope();
        var grid = new AnchorGrid([[32, 64], [128]], [0.5, 1, 2]);
        AssertClose(Stored.GetProperty("anchors")[0], cat([grid.Level(0, 3, 4, 8, 8, CPU), grid.Level(1, 2, 2, 12, 16, CPU)], 0), 0);
    }

    [Fact]
    public void MaskPasting_BoxesAcrossTheBorders_EqualsTorchvisionAndItsOwnRuns()
    {
        using var scope = NewDisposeScope();
        var (masks, boxes) = (Numbers("mask", [5, 7, 7], 0, 1), Boxes("paste", 5, 40, 30));
        var pasted = MaskPasting.Paste(masks, boxes, 33, 41);
        AssertClose(Stored.GetProperty("pasted"), pasted, 1e-5);
        var runs = MaskPasting.RunLengths(masks, boxes, 33, 41, 0.5f);
        for (var r = 0; r < runs.Length; r++)
        {
            var expected = pasted[r].ge(0.5).to(ScalarType.Byte).t().contiguous().data<byte>().ToArray();
            Assert.Equal(expected, runs[r].ToBitmap());
        }
        Assert.Contains(runs, run => run.Area > 20);
    }

    [Fact]
    public void Iou_MatchingAndLevels_EqualTorchvision()
    {
        using var scope = NewDisposeScope();
        var (objects, boxes) = (Sized("a").slice(0, 0, 6, 1), Sized("b"));
        AssertClose(Stored.GetProperty("iou"), Workbook.Ops.Boxes.Iou(objects, boxes), 1e-6);
        Assert.Equal(Integers("matches"), new BoxMatching(0.1, 0.4, AllowsLowQuality: true).Match(objects, boxes).data<long>().ToArray());
        Assert.Equal(Integers("levels"), PyramidRoiAlign.Level(Boxes("level", 40, 10, 900), 4, 4).data<long>().ToArray());
    }

    private static long[] Integers(string name) => [.. Stored.GetProperty(name).EnumerateArray().Select(v => v.GetInt64())];

    private static Tensor Numbers(string name, long[] shape, double low, double high) =>
        tensor(Array.ConvertAll(HashedNumbers.Uniform(name, shape.Aggregate(1L, (a, b) => a * b)), u => (float)(u * (high - low) + low)), shape);

    private static Tensor Boxes(string name, int count, double extent, double largest)
    {
        var start = HashedNumbers.Uniform(name + "s", 2 * count);
        var size = HashedNumbers.Uniform(name + "e", 2 * count);
        var boxes = new float[4 * count];
        for (var i = 0; i < start.Length; i++)
        {
            var from = start[i] * (extent + 0.2 * extent) - 0.2 * extent;
            boxes[i / 2 * 4 + i % 2] = (float)from;
            boxes[i / 2 * 4 + 2 + i % 2] = (float)(from + size[i] * largest);
        }
        return tensor(boxes, [count, 4]);
    }

    private static Tensor Sized(string name) => Boxes(name, 20, 60, 30) + tensor(new float[] { 0, 0, 1, 1 });

    private static Tensor Rois(double scale)
    {
        var rois = Boxes("roi", 7, 12 / scale, 9 / scale);
        rois[6].slice(0, 2, 4, 1).copy_(rois[6].slice(0, 0, 2, 1));
        return rois;
    }

    private static void AssertClose(JsonElement expected, Tensor actual, double tolerance, [CallerMemberName] string what = "")
    {
        var values = expected.EnumerateArray().Select(v => v.GetDouble()).ToArray();
        var found = actual.detach().@double().contiguous().data<double>().ToArray();
        Assert.Equal(values.Length, found.Length);
        var differences = values.Zip(found, (e, f) => Math.Abs(e - f) / Math.Max(1, Math.Abs(e))).ToArray();
        Parity.Note(what, differences.DefaultIfEmpty(0).Max(), tolerance);
        for (var i = 0; i < values.Length; i++)
            Assert.True(differences[i] <= tolerance, $"{i}: {found[i]}, expected {values[i]}");
    }
}

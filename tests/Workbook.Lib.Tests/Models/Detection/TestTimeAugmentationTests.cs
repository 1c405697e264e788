using Workbook.Models;
using Workbook.Ops;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Models.Detection;

/// <summary>Boxes, scores, labels and masks of several views against plain detections, mapped and merged by hand.</summary>
[Collection(nameof(Alone))]
public sealed class TestTimeAugmentationTests
{
    // 60 x 90 pixels, padded.
    private static readonly ImageSize Original = new(60, 90);

    [Fact]
    public void Boxes_OfAMirroredViewTwiceAsWideAndHalfAsHigh_WorkedByHand()
    {
        using var scope = NewDisposeScope();
        var view = new AugmentedImage(zeros(1, 3, 128, 224), new ImageSize(100, 200), IsFlipped: true);
        var original = new ImageSize(200, 100);
        // 200 - 30 = 170 and 200 - 10 = 190 in the view, halved; heights doubled.
        Assert.Equal([85f, 40, 95, 120], view.ToOriginal(tensor(new float[] { 10, 20, 30, 60 }, [1, 4]), original).data<float>().ToArray());
        Assert.Equal([10f, 20, 30, 60], view.FromOriginal(tensor(new float[] { 85, 40, 95, 120 }, [1, 4]), original).data<float>().ToArray());
        var unmirrored = view with { IsFlipped = false };
        Assert.Equal([5f, 40, 15, 120], unmirrored.ToOriginal(tensor(new float[] { 10, 20, 30, 60 }, [1, 4]), original).data<float>().ToArray());
        Assert.Equal([10f, 20, 30, 60], unmirrored.FromOriginal(tensor(new float[] { 5, 40, 15, 120 }, [1, 4]), original).data<float>().ToArray());
    }

    [Fact]
    public void Detect_OneViewOfTheSameSize_IsPlainDetection()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(limit: 40);
        var view = SampleViews.Of(0, Original);
        var expected = model.Detect(view.Pixels, [view.Size])[0];
        AssertVaried(expected);
        AssertEqual(expected, TestTimeAugmentation.Detect(model, [view], Original), tolerance: 0);
    }

    [Fact]
    public void Detect_OneMirroredView_IsPlainDetectionMirrored()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(limit: 40);
        var view = SampleViews.Of(0, Original, isFlipped: true);
        var plain = model.Detect(view.Pixels, [view.Size])[0];
        var expected = plain with { Boxes = ByHand(plain.Boxes, view, Original), Masks = plain.Masks!.flip(2) };
        Assert.False(expected.Masks.allclose(plain.Masks, atol: 0.01)); // no mask is its own mirror image
        AssertEqual(expected, TestTimeAugmentation.Detect(model, [view], Original), tolerance: 1e-5, maskTolerance: 1e-4);
    }

    [Fact]
    public void Detect_ViewOfAnotherSize_BoxesInOriginalPixels()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(limit: 40);
        var view = SampleViews.Of(0, new ImageSize(120, 90));
        var plain = model.Detect(view.Pixels, [view.Size])[0];
        // Powers of 2, so that nothing is rounded: half as high, twice as wide.
        var expected = plain with { Boxes = plain.Boxes * tensor(new[] { 2f, 0.5f, 2f, 0.5f }) };
        AssertEqual(expected, TestTimeAugmentation.Detect(model, [view], new ImageSize(60, 180)), tolerance: 0);
    }

    [Fact]
    public void Detect_TheSameViewTwice_IsOneView()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(limit: 40);
        var view = SampleViews.Of(0, Original);
        AssertEqual(TestTimeAugmentation.Detect(model, [view], Original), TestTimeAugmentation.Detect(model, [view, view], Original), tolerance: 0);
    }

    [Fact]
    public void Detect_TwoViews_BoxesMergedAndMasksAveraged()
    {
        const int limit = 150;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = ThinDetector.Model(limit);
        AugmentedImage[] views = [SampleViews.Of(0, Original), SampleViews.Of(0, new ImageSize(90, 135), isFlipped: true)];

        var found = TestTimeAugmentation.Detect(model, views, Original);

        var candidates = views.SelectMany((view, number) => Candidates(view, number, model.Detect(view.Pixels, [view.Size])[0])).ToList();
        var kept = Suppressed(candidates, model.Config.Heads.Suppression);
        Assert.True(kept.Count > limit, $"{kept.Count} kept; the limit shows only above {limit}");
        kept = [.. kept.Take(limit)];
        var suppressed = candidates.Count(c => c.Score > kept[^1].Score) - (limit - 1);
        Assert.True(suppressed > 0, "none of the best candidates is suppressed");
        Assert.Equal([0, 1], kept.Select(c => c.View).Distinct().Order());
        Assert.Equal(limit, found.Count);
        Assert.Equal(kept.Select(c => c.Score), found.Scores.data<float>().ToArray());
        Assert.Equal(kept.Select(c => c.Label), found.Labels.data<long>().ToArray());
        AssertClose("boxes", tensor(kept.SelectMany(c => c.Box).ToArray(), [limit, 4]), found.Boxes, 1e-4);

        var unmirrored = model.Masks(model.Features(views[0].Pixels), [found.Boxes], [found.Labels])[0];
        var (left, top, right, bottom) = (found.Boxes.select(1, 0), found.Boxes.select(1, 1), found.Boxes.select(1, 2), found.Boxes.select(1, 3));
        var inSecond = stack([135 - 1.5f * right, 1.5f * top, 135 - 1.5f * left, 1.5f * bottom], 1);
        var mirrored = model.Masks(model.Features(views[1].Pixels), [inSecond], [found.Labels])[0];
        AssertClose("masks", (unmirrored + mirrored.flip(2)) / 2, found.Masks!, 1e-4);
        Assert.False(found.Masks!.allclose(unmirrored, atol: 0.01));
    }

    [Fact]
    public void Detect_NothingAboveTheThreshold_IsEmpty()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(limit: 40, leastScore: 0.9999);
        var found = TestTimeAugmentation.Detect(model, [SampleViews.Of(0, Original), SampleViews.Of(0, Original, isFlipped: true)], Original);
        Assert.Equal([0, 4], found.Boxes.shape);
        Assert.Equal([0], found.Labels.shape);
        Assert.Equal([0, 28, 28], found.Masks!.shape);
        Assert.Empty(MaskPasting.RunLengths(found.Masks, found.Boxes, Original.Height, Original.Width, 0.5f));
    }

    [Fact]
    public void FindBoxes_IsDetectWithoutMasks()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = ThinDetector.Model(limit: 40);
        var view = SampleViews.Of(0, Original);
        var expected = model.Detect(view.Pixels, [view.Size])[0];
        var levels = model.Features(view.Pixels);
        var found = Assert.Single(model.FindBoxes(view.Pixels, levels, [view.Size]));
        Assert.Null(found.Masks);
        AssertEqual(expected, found with { Masks = model.Masks(levels, [found.Boxes], [found.Labels])[0] }, tolerance: 0);
    }

    [Fact]
    public void Detect_LeavesNothingBehind()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(limit: 10);
        AugmentedImage[] views = [SampleViews.Of(0, Original), SampleViews.Of(0, Original, isFlipped: true)];
        var before = scope.DisposablesCount;
        TestTimeAugmentation.Detect(model, views, Original).Dispose();
        Assert.Equal(before, scope.DisposablesCount);
    }

    [Fact]
    public void Detect_WrongArguments_AreNamed()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(limit: 10);
        var view = SampleViews.Of(0, Original);
        Assert.Contains("at least one view", Assert.Throws<ArgumentException>(() => TestTimeAugmentation.Detect(model, [], Original)).Message, StringComparison.Ordinal);
        Assert.Contains("got 0 x 90", Assert.Throws<ArgumentException>(() => TestTimeAugmentation.Detect(model, [view], new(0, 90))).Message, StringComparison.Ordinal);
        var tooLarge = view with { Size = new(65, 90) };
        Assert.Contains("65 x 90", Assert.Throws<ArgumentException>(() => TestTimeAugmentation.Detect(model, [tooLarge], Original)).Message, StringComparison.Ordinal);
    }

    /// <summary>x1' = (W - x2) w / W, x2' = (W - x1) w / W where mirrored.</summary>
    private static Tensor ByHand(Tensor boxes, AugmentedImage view, ImageSize original)
    {
        var values = boxes.contiguous().data<float>().ToArray();
        var (x, y) = ((double)original.Width / view.Size.Width, (double)original.Height / view.Size.Height);
        for (var i = 0; i < values.Length; i += 4)
        {
            var (left, right) = (values[i], values[i + 2]);
            if (view.IsFlipped)
                (left, right) = (view.Size.Width - right, view.Size.Width - left);
            (values[i], values[i + 1], values[i + 2], values[i + 3]) = ((float)(left * x), (float)(values[i + 1] * y), (float)(right * x), (float)(values[i + 3] * y));
        }
        return tensor(values, boxes.shape);
    }

    private sealed record Candidate(int View, float[] Box, float Score, long Label);

    private static IEnumerable<Candidate> Candidates(AugmentedImage view, int number, Detections found)
    {
        var boxes = ByHand(found.Boxes, view, Original).data<float>().ToArray();
        var (scores, labels) = (found.Scores.data<float>().ToArray(), found.Labels.data<long>().ToArray());
        return scores.Select((score, d) => new Candidate(number, boxes[(4 * d)..(4 * d + 4)], score, labels[d]));
    }

    private static List<Candidate> Suppressed(List<Candidate> candidates, double threshold)
    {
        var kept = new List<Candidate>();
        foreach (var candidate in candidates.OrderByDescending(c => c.Score))
        {
            if (!kept.Any(k => k.Label == candidate.Label && Iou(k.Box, candidate.Box) > threshold))
                kept.Add(candidate);
        }
        return kept;
    }

    private static double Iou(float[] a, float[] b)
    {
        double width = Math.Max(0, Math.Min(a[2], b[2]) - Math.Max(a[0], b[0])), height = Math.Max(0, Math.Min(a[3], b[3]) - Math.Max(a[1], b[1]));
        double Area(float[] box) => ((double)box[2] - box[0]) * ((double)box[3] - box[1]);
        return width * height / (Area(a) + Area(b) - width * height);
    }

    /// <summary>A comparison of detections that are all alike would not notice an exchange.</summary>
    private static void AssertVaried(Detections found)
    {
        Assert.Equal(40, found.Count);
        Assert.True(found.Labels.data<long>().ToArray().Distinct().Count() > 1);
        Assert.True((found.Scores.max() - found.Scores.min()).item<float>() > 0.05, $"scores from {found.Scores.min().item<float>()} to {found.Scores.max().item<float>()}");
        Assert.True(found.Masks!.std().item<float>() > 0.02, $"masks deviate by {found.Masks!.std().item<float>()}");
    }

    private static void AssertEqual(Detections expected, Detections actual, double tolerance, double? maskTolerance = null)
    {
        Assert.Equal(expected.Labels.data<long>().ToArray(), actual.Labels.data<long>().ToArray());
        Assert.Equal(expected.Scores.data<float>().ToArray(), actual.Scores.data<float>().ToArray());
        AssertClose("boxes", expected.Boxes, actual.Boxes, tolerance);
        AssertClose("masks", expected.Masks!, actual.Masks!, maskTolerance ?? tolerance);
    }

    private static void AssertClose(string name, Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected - actual).abs().max().item<float>();
        Assert.True(difference <= tolerance, $"{name} differ by up to {difference:g3}");
    }
}

using Workbook.Models;
using Workbook.Tests.Models.Detection;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Models.Ensemble;

/// <summary>Ensembles of thin detectors against plain detections and test-time augmentation.</summary>
[Collection(nameof(Alone))]
public sealed class DetectorEnsembleTests
{
    private const int Limit = 60;

    // 60 x 90 pixels, padded.
    private static readonly ImageSize Original = new(60, 90);
    private static readonly EnsembleConfig Config = new() { Classes = ThinDetector.Classes, DetectionsPerImage = Limit };

    [Fact]
    public void Detect_OneMemberSameViews_IsTestTimeAugmentation()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(Limit);
        AugmentedImage[] views = [SampleViews.Of(0, Original), SampleViews.Of(0, new ImageSize(90, 135), isFlipped: true)];

        var found = new DetectorEnsemble([new(model)], Config).Detect(views, views, Original);

        AssertSame(TestTimeAugmentation.Detect(model, views, Original), found);
        Assert.Equal(Limit, found.Count);
    }

    [Theory]
    [InlineData(BoxMerging.Suppression)]
    [InlineData(BoxMerging.Voting)]
    public void Detect_MembersInAnotherOrder_SameDetections(BoxMerging merging)
    {
        using var scope = NewDisposeScope();
        using var first = ThinDetector.Model(Limit);
        using var second = ThinDetector.Model(Limit, seed: 7);
        AugmentedImage[] views = [SampleViews.Of(0, Original), SampleViews.Of(0, new ImageSize(90, 135))];
        Detections Detect(params EnsembleMember[] members) =>
            new DetectorEnsemble(members, Config with { Merging = merging, DetectionsPerImage = 3 * Limit }).Detect(views, [views[0]], Original);

        var (found, other) = (Detect(new(first), new(second)), Detect(new(second), new(first)));

        Assert.Equal(found.Scores.data<float>().ToArray(), other.Scores.data<float>().ToArray());
        Assert.Equal(found.Labels.data<long>().ToArray(), other.Labels.data<long>().ToArray());
        AssertClose(found.Boxes, other.Boxes, 0);
        AssertClose(found.Masks!, other.Masks!, 1e-6);
        // Both members have a part in it.
        Assert.NotEqual(found.Scores.data<float>().ToArray(), Detect(new EnsembleMember(first)).Scores.data<float>().ToArray());
        Assert.NotEqual(found.Scores.data<float>().ToArray(), Detect(new EnsembleMember(second)).Scores.data<float>().ToArray());
    }

    [Fact]
    public void Detect_Voting_MovesBoxesOnly()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(Limit);
        AugmentedImage[] views = [SampleViews.Of(0, Original), SampleViews.Of(0, Original, isFlipped: true)];
        Detections Detect(BoxMerging merging) => new DetectorEnsemble([new(model)], Config with { Merging = merging }).Detect(views, [], Original);

        var (suppressed, voted) = (Detect(BoxMerging.Suppression), Detect(BoxMerging.Voting));

        Assert.Equal(suppressed.Scores.data<float>().ToArray(), voted.Scores.data<float>().ToArray());
        Assert.False(suppressed.Boxes.allclose(voted.Boxes, atol: 0.1));
    }

    [Fact]
    public void Detect_Expert_LabelsMappedOthersDroppedScoresLowered()
    {
        using var scope = NewDisposeScope();
        using var expert = ThinDetector.Model(Limit);
        int[] categories = [2, -1, -1, 7, -1, 0];
        var view = SampleViews.Of(0, Original);

        var found = new DetectorEnsemble([new(expert, categories, GivesMasks: false, ScoreFactor: 0.5)], Config with { Classes = 9 }).Detect([view], [view], Original);

        var plain = expert.Detect(view.Pixels, [view.Size])[0];
        var labels = plain.Labels.data<long>().ToArray();
        var rows = Enumerable.Range(0, labels.Length).Where(row => categories[labels[row]] >= 0).ToArray();
        Assert.InRange(rows.Length, 1, labels.Length - 1);
        Assert.Equal(rows.Select(row => (long)categories[labels[row]]), found.Labels.data<long>().ToArray());
        Assert.Equal(rows.Select(row => plain.Scores.data<float>()[row] / 2), found.Scores.data<float>().ToArray());
        AssertClose(plain.Boxes.index_select(0, tensor(rows.Select(row => (long)row).ToArray())), found.Boxes, 0);
        Assert.Null(found.Masks);
    }

    [Fact]
    public void Detect_ExpertsBoxes_GetTheOtherMembersMasks()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = ThinDetector.Model(Limit);
        using var expert = ThinDetector.Model(Limit, seed: 7);
        var view = SampleViews.Of(0, Original);

        var found = new DetectorEnsemble([new(model), new(expert, [0, 1, 2, 3, 4, 5], GivesMasks: false)], Config).Detect([view], [view], Original);

        var own = model.Detect(view.Pixels, [view.Size])[0].Scores.data<float>().ToArray();
        Assert.Contains(found.Scores.data<float>().ToArray(), score => !own.Contains(score)); // some are the expert's
        AssertClose(model.Masks(model.Features(view.Pixels), [found.Boxes], [found.Labels])[0], found.Masks!, 0);
    }

    [Fact]
    public void Detect_MaskViewsAndMembers_MasksAveraged()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var first = ThinDetector.Model(Limit);
        using var second = ThinDetector.Model(Limit, seed: 7);
        AugmentedImage[] views = [SampleViews.Of(0, Original), SampleViews.Of(0, new ImageSize(90, 135), isFlipped: true)];
        // The second calls category 0 its label 5, category 1 its label 0, ...
        var found = new DetectorEnsemble([new(first), new(second, [1, 2, 3, 4, 5, 0])], Config).Detect([views[0]], views, Original);

        var (left, top, right, bottom) = (found.Boxes.select(1, 0), found.Boxes.select(1, 1), found.Boxes.select(1, 2), found.Boxes.select(1, 3));
        var mirrored = stack([135 - 1.5f * right, 1.5f * top, 135 - 1.5f * left, 1.5f * bottom], 1);
        var labels = found.Labels.data<long>().ToArray();
        var own = new[] { found.Labels, tensor(labels.Select(label => (label + 5) % 6).ToArray()) };
        var sum = zeros_like(found.Masks!);
        foreach (var (model, label) in new[] { first, second }.Zip(own))
        {
            sum += model.Masks(model.Features(views[0].Pixels), [found.Boxes], [label])[0];
            sum += model.Masks(model.Features(views[1].Pixels), [mirrored], [label])[0].flip(2);
        }
        AssertClose(sum / 4, found.Masks!, 1e-4);
        Assert.False(found.Masks!.allclose(second.Masks(second.Features(views[0].Pixels), [found.Boxes], [own[1]])[0], atol: 0.01));
    }

    [Fact]
    public void Detect_CategoryFactors_DecideWhatTheLimitKeeps()
    {
        const int least = 3, limit = 20;
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(limit: 300);
        var view = SampleViews.Of(0, Original);
        double[] factors = [1, 0.5, 0.5, 1, 0.5, 0.5];
        int Rare(Detections found) => found.Labels.data<long>().ToArray().Count(label => factors[label] == 1);

        var without = new DetectorEnsemble([new(model)], Config with { DetectionsPerImage = limit }).Detect([view], [], Original);
        var with = new DetectorEnsemble([new(model)], Config with { DetectionsPerImage = limit, CategoryFactors = factors }).Detect([view], [], Original);

        var plain = model.Detect(view.Pixels, [view.Size])[0];
        var (scores, labels) = (plain.Scores.data<float>().ToArray(), plain.Labels.data<long>().ToArray());
        Assert.Equal(scores[..limit], without.Scores.data<float>().ToArray());
        var expected = scores.Zip(labels, (score, label) => (Score: (float)(score * factors[label]), Label: label)).OrderByDescending(f => f.Score).Take(limit).ToArray();
        Assert.Equal(expected.Select(f => f.Score), with.Scores.data<float>().ToArray());
        Assert.Equal(expected.Select(f => f.Label), with.Labels.data<long>().ToArray());
        Assert.True(Rare(with) >= Rare(without) + least, $"{Rare(with)} of the raised categories with factors, {Rare(without)} without");
    }

    [Fact]
    public void Detect_LeavesNothingBehind()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(limit: 10);
        var ensemble = new DetectorEnsemble([new(model), new(model)], Config with { Merging = BoxMerging.Voting });
        AugmentedImage[] views = [SampleViews.Of(0, Original), SampleViews.Of(0, Original, isFlipped: true)];
        var before = scope.DisposablesCount;
        ensemble.Detect(views, views, Original).Dispose();
        Assert.Equal(before, scope.DisposablesCount);
    }

    [Fact]
    public void Detect_NothingFound_IsEmpty()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(limit: 10, leastScore: 0.9999);
        var view = SampleViews.Of(0, Original);
        var found = new DetectorEnsemble([new(model)], Config with { Merging = BoxMerging.Voting }).Detect([view], [view], Original);
        Assert.Equal([0, 4], found.Boxes.shape);
        Assert.Equal([0, 28, 28], found.Masks!.shape);
    }

    [Fact]
    public void WrongArguments_AreNamed()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(limit: 10);
        var view = SampleViews.Of(0, Original);

        Refuses("at least one member", () => new DetectorEnsemble([], Config));
        Refuses("each of its 6 labels, got 2", () => new DetectorEnsemble([new(model, [0, 1])], Config));
        Refuses("from -1 to 5, got 0 to 6", () => new DetectorEnsemble([new(model, [0, 1, 2, 3, 4, 6])], Config));
        Refuses("none of its labels is category 5", () => new DetectorEnsemble([new(model, [0, 1, 2, 3, 4, 4])], Config));
        Refuses("got 1.5", () => new DetectorEnsemble([new(model), new(model, [0, 1, 2, 3, 4, 4], GivesMasks: false, ScoreFactor: 1.5)], Config));
        Refuses("a factor in (0, 1] for each, got 2", () => new DetectorEnsemble([new(model)], Config with { CategoryFactors = [1, 1] }));
        Refuses("the least 0.5, the largest 2", () => new DetectorEnsemble([new(model)], Config with { CategoryFactors = [1, 1, 2, 0.5, 1, 1] }));
        Refuses("at least one view", () => new DetectorEnsemble([new(model)], Config).Detect([], [view], Original));
        Refuses("got 0 x 90", () => new DetectorEnsemble([new(model)], Config).Detect([view], [view], new(0, 90)));

        static void Refuses(string expected, Func<object> action) => Assert.Contains(expected, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    private static void AssertSame(Detections expected, Detections actual)
    {
        Assert.Equal(expected.Labels.data<long>().ToArray(), actual.Labels.data<long>().ToArray());
        Assert.Equal(expected.Scores.data<float>().ToArray(), actual.Scores.data<float>().ToArray());
        AssertClose(expected.Boxes, actual.Boxes, 0);
        AssertClose(expected.Masks!, actual.Masks!, 0);
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected - actual).abs().max().item<float>();
        Assert.True(difference <= tolerance, $"differ by up to {difference:g3}");
    }
}

using Workbook.Losses;
using Workbook.Models;
using Workbook.Ops;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Models.Detection;

/// <summary>Regions without background, and images without masks, worked by hand.</summary>
[Collection(nameof(Alone))]
public sealed class IgnoredRegionsTests
{
    private const int Classes = 2;
    private static readonly ImageSize Size = new(256, 256);

    // An object at (0, 0, 40, 40); proposals on it, half in the region, less than half in it, elsewhere.
    private static readonly float[][] Proposals = [[0, 0, 40, 38], [90, 100, 110, 140], [89, 100, 109, 140], [180, 180, 200, 220]];
    private static readonly float[] Object = [0, 0, 40, 40];
    private static readonly float[] Region = [100, 90, 160, 160];

    [Fact]
    public void Within_Boxes_AreSharesOfTheirOwnArea()
    {
        using var scope = NewDisposeScope();
        var boxes = Tensor([0, 0, 10, 10], [5, 0, 15, 10], [20, 20, 20, 30], [0, 0, 40, 40]);
        // In the first region all, half, no area, 1/16; in the second nothing, a tenth, ..., 1/400.
        Assert.Equal([1, 0.5f, 0, 0.0625f], Boxes.Within(boxes, Tensor([0, 0, 10, 10], [14, 0, 15, 10])).data<float>().ToArray());
    }

    [Fact]
    public void Losses_ProposalsInARegion_AreNoBackground()
    {
        // The object itself is a proposal too, the last.
        Assert.Equal([0, Classes, Classes, Classes, 0], Labels(null));
        Assert.Equal([0, Classes, Classes, 0], Labels(Tensor(Region)));
        Assert.Equal([0, Classes, Classes, Classes, 0], Labels(zeros(0, 4)));
    }

    [Fact]
    public void Losses_ObjectsInARegion_StayObjects() => Assert.Equal([0, 0], Labels(Tensor([0, 0, 256, 256])));

    [Fact]
    public void Losses_SomeImagesWithoutMasks_TheMaskLossIsOfTheOthers()
    {
        using var scope = NewDisposeScope();
        using var heads = Heads();
        var (first, second) = (Target(ones(1, 256, 256, dtype: ScalarType.Byte)), Target(zeros(1, 256, 256, dtype: ScalarType.Byte)));
        var without = second with { Masks = null };

        Assert.Equal(Mask(heads, first)!.Value, Mask(heads, first, without)!.Value, 1e-6);
        // Of two images with as many objects' proposals each it is the average of both, from which that of the second follows.
        var ofSecond = 2 * Mask(heads, second, first)!.Value - Mask(heads, second)!.Value;
        Assert.Equal(ofSecond, Mask(heads, without, first)!.Value, 1e-5);
        Assert.NotEqual(ofSecond, Mask(heads, first)!.Value, 1e-3);
        Assert.Null(Mask(heads, without, without));
    }

    private static float? Mask(RoiHeads heads, params DetectionTarget[] targets)
    {
        manual_seed(1).Dispose();
        var levels = Levels(targets.Length);
        return heads.Losses(levels, [.. targets.Select(_ => Tensor(Proposals))], [.. targets.Select(_ => Size)], targets).Mask?.item<float>();
    }

    private static long[] Labels(Tensor? ignored)
    {
        using var scope = NewDisposeScope();
        using var heads = Heads();
        var seen = new Seen();
        heads.Observer = seen;
        heads.Losses(Levels(1), [Tensor(Proposals)], [Size], [Target(null) with { Ignored = ignored }]);
        return seen.Labels!;
    }

    private static DetectionTarget Target(Tensor? mask) =>
        new(Tensor(Object), tensor(new[] { 0L }), mask is null ? null : new BitmapMasks(mask));

    // Those of the second image are ten times those of the first.
    private static Tensor[] Levels(int images) => [.. Enumerable.Range(0, 5).Select(i =>
        linspace(0, 1, 8).reshape(1, 8, 1, 1).expand(images, 8, 64 >> i, 64 >> i) * (1 + 9 * arange(images, dtype: ScalarType.Float32)).reshape(-1, 1, 1, 1))];

    private static RoiHeads Heads()
    {
        manual_seed(2).Dispose();
        return new RoiHeads(Classes, 8, 4, null, ProposalClassification.Sigmoid(new SigmoidCrossEntropyLoss()), new() { BoxFeatures = 16, MaskChannels = 8 });
    }

    private static Tensor Tensor(params float[][] boxes) => tensor(boxes.SelectMany(box => box).ToArray(), [boxes.Length, 4]);

    private sealed class Seen : IProposalObserver
    {
        public long[]? Labels { get; private set; }

        public void Classified(Tensor features, Tensor logits, Tensor labels) => Labels = labels.data<long>().ToArray();
    }
}

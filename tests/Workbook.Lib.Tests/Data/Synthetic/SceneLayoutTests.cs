using Workbook.Data;
using Workbook.Data.Images;
using Workbook.Data.Synthetic;
using Xunit;

namespace Workbook.Tests.Data.Synthetic;

public sealed class SceneLayoutTests
{
    private const int Side = 40;

    [Fact]
    public void TryPlace_InFront_OwnsThePixelsOfBoth()
    {
        var layout = new SceneLayout(Side, Side, 2);
        Assert.True(layout.TryPlace([Square(15, default)], 0));
        Assert.True(layout.TryPlace([Square(25, default)], 1));
        // Squares of half side 0.75 x 12 = 9: x from 6 to 24 and from 16 to 34, y from 11 to 29.
        Assert.Equal((10 * 18, 18 * 18), (layout.Visible(0), layout.Visible(1)));
        Assert.Equal((0, 1), (layout.Owners[20 * Side + 15], layout.Owners[20 * Side + 16]));
        var hidden = SyntheticObject.Of(default, layout, 0);
        Assert.Equal((6, 11, 16, 29, 180), (hidden.Left, hidden.Top, hidden.Right, hidden.Bottom, hidden.Area));
    }

    // From 6.5 to 24.5 and 11.5 to 29.5: of the 19 x 19 pixels touched those at the corners have one sample of four inside.
    [Fact]
    public void TryPlace_OffTheGrid_OwnsPixelsWithTwoSamples()
    {
        var layout = new SceneLayout(Side, Side, 1);
        Assert.True(layout.TryPlace([Square(15.5, default) with { Y = 20.5 }], 0));
        Assert.Equal(19 * 19 - 4, layout.Visible(0));
        Assert.Equal((SceneLayout.Nobody, 0), (layout.Owners[11 * Side + 6], layout.Owners[11 * Side + 7]));
    }

    [Fact]
    public void TryPlace_HidesTooMuch_Refused()
    {
        var layout = new SceneLayout(Side, Side, 2);
        Assert.True(layout.TryPlace([Square(15, default)], 0));
        // 7 of 18 columns would be left, less than 0.4; then 8.
        Assert.False(layout.TryPlace([Square(22, default)], 1));
        Assert.Equal((18 * 18, 0, 1), (layout.Visible(0), layout.Visible(1), layout.Figures.Count));
        Assert.True(layout.TryPlace([Square(23, default)], 1));
        Assert.False(layout.TryPlace([Square(15, default)], SceneLayout.Nobody));
    }

    // COCO: small is at most 32 x 32 pixels, medium at most 96 x 96. The mean is 1 to 8 objects, the most 8 annotated ones and those that are not.
    [Fact]
    public void Draw_Mini_SmallAndMediumObjects()
    {
        var size = SyntheticDetectionSize.Mini;
        var categories = SyntheticCatalogue.For(size);
        var plans = SplitPlan.Make(SyntheticSpec.Of(size), categories, SyntheticDetectionKind.Lvis, SyntheticSplit.Validation, 0)[..60];
        var scenes = plans.Select((plan, i) => SyntheticScene.Draw(plan, categories, 0, (0, 1, (ulong)i))).ToArray();
        var areas = scenes.SelectMany(scene => scene.Objects).Select(item => item.Area).ToArray();
        Assert.All(areas, area => Assert.InRange(area, SceneLayout.LeastPixels, 96 * 96));
        Assert.InRange(areas.Count(area => area > 32 * 32) / (double)areas.Length, 0.1, 0.9);
        Assert.All(scenes, scene => Assert.InRange(scene.Objects.Count(item => item.Plan.IsAnnotated), 1, 8));
    }

    [Fact]
    public void TryPlace_OutsideTheImage_Refused() => Assert.False(new SceneLayout(Side, Side, 1).TryPlace([Square(-9, default)], 0));

    // What a change of an object's colours changes in the picture is the object: its own pixels all, and of others only those on its edge.
    [Fact]
    public void Paint_OtherColours_ChangesTheObjectsPixels()
    {
        foreach (var shape in SyntheticCatalogue.For(SyntheticDetectionSize.Mini).Select(category => category.Shape).Distinct())
        {
            var (layout, before) = Draw(new Rgb(0.9, 0.1, 0.1));
            var after = Draw(new Rgb(0.1, 0.9, 0.9)).Image;
            for (var at = 0; at < layout.Owners.Length; at++)
            {
                var changed = !before.Pixels.Slice(3 * at, 3).SequenceEqual(after.Pixels.Slice(3 * at, 3));
                if (layout.Owners[at] == 0)
                    Assert.True(changed);
                else if (changed)
                    Assert.Contains(Neighbours(at), next => layout.Owners[next] == 0);
            }

            (SceneLayout Layout, RgbImage Image) Draw(Rgb colour)
            {
                var layout = new SceneLayout(Side, Side, 2);
                Assert.True(layout.TryPlace([Square(17, colour) with { Shape = shape, Y = 18.3, Turn = (0.96, 0.28) }], 0));
                Assert.True(layout.TryPlace([Square(28, default) with { Shape = SyntheticShape.Disc }], 1));
                var rng = new Rng(4);
                return (layout, ScenePainter.Paint(layout, SyntheticLook.Plain, ref rng));
            }
        }
    }

    // Two pixels far: where two edges meet, a sample of the object may show between pixels that all belong to others.
    private static IEnumerable<int> Neighbours(int at) =>
        from y in Enumerable.Range(-2, 5)
        from x in Enumerable.Range(-2, 5)
        select Math.Clamp(at + y * Side + x, 0, Side * Side - 1);

    private static Figure Square(double x, Rgb colour) => new(SyntheticShape.Square, SyntheticTexture.Plain, x, 20, 12, 1, (1, 0), colour, colour, 0);
}

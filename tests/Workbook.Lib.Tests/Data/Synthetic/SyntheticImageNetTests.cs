using Workbook.Data.Synthetic;
using Xunit;

namespace Workbook.Tests.Data.Synthetic;

public sealed class SyntheticImageNetTests
{
    [Fact]
    public void Draw_MoreImages_ContainsTheSmallerSet()
    {
        var (few, _) = SyntheticImageNet.Draw([2, 1, 1], testPerClass: 1);
        var (more, test) = SyntheticImageNet.Draw([3, 2, 1, 1], testPerClass: 2);

        Assert.Equal([0, 0, 0, 1, 1, 2, 3], more.Labels);
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3], test.Labels);
        Assert.Equal([.. Pixels(few, 0, 1, 2, 3)], Pixels(more, 0, 1, 3, 5));
        Assert.Equal(few.ClassNames, more.ClassNames.Take(3));
        Assert.NotEqual(few.Source.Sha256["synthetic train"], more.Source.Sha256["synthetic train"]);
    }

    [Fact]
    public void Draw_EveryImage_DiffersFromEveryOther()
    {
        var (train, test) = SyntheticImageNet.Draw([8, 8, 8], testPerClass: 8);

        Assert.Equal(48, Pixels(train, [.. Enumerable.Range(0, 24)]).Concat(Pixels(test, [.. Enumerable.Range(0, 24)])).Distinct().Count());
    }

    [Fact]
    public void Draw_Classes_AreNoCategoriesOfTheDetectionSetsInRandomOrder()
    {
        var (train, _) = SyntheticImageNet.Draw([.. Enumerable.Repeat(1, SyntheticImageNet.MostClasses)], testPerClass: 1);
        var taken = SyntheticCatalogue.For(SyntheticDetectionSize.Mini).Select(category => category.Name);
        string[] inOrder = [.. SyntheticCatalogue.Others.Select(category => category.Name)];

        Assert.Equal(120, train.ClassNames.Distinct().Count());
        Assert.Empty(train.ClassNames.Intersect(taken));
        Assert.Equal(inOrder.Order(), train.ClassNames.Order());
        Assert.NotEqual(inOrder, train.ClassNames);
        Assert.Throws<ArgumentException>(() => SyntheticImageNet.Draw([.. Enumerable.Repeat(1, 121)], testPerClass: 1));
    }

    private static IEnumerable<string> Pixels(SyntheticImageNet set, params int[] images) => images.Select(image => Convert.ToHexString(set.Load(image, []).Pixels));
}

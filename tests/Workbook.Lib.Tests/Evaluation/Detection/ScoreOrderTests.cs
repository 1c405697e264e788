using Workbook.Evaluation.Detection;
using Xunit;

namespace Workbook.Tests.Evaluation.Detection;

public sealed class ScoreOrderTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(1000)]
    public void Sort_IsStable(int count)
    {
        var random = new Random(count);
        var scores = Enumerable.Range(0, count).Select(_ => random.Next(6) / 4.0).ToArray();
        var positions = Enumerable.Range(0, count).ToArray();
        var expected = positions.OrderByDescending(i => scores[i]).ToArray(); // LINQ's sort is stable
        ScoreOrder.Sort([.. scores.Select(score => -score)], positions);
        Assert.Equal(expected, positions);
    }

    [Fact]
    public void Grouping_KeepsOrderAndDropsWhatHasNoGroup()
    {
        var grouping = Grouping.Of([4, 3, 2, 1, 0], [1, 0, -1, 1, 1], 3);
        Assert.Equal([1], grouping[0].ToArray());
        Assert.Equal([4, 3, 0], grouping[1].ToArray());
        Assert.Empty(grouping[2].ToArray());
    }
}

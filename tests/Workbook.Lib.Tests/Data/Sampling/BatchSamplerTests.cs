using Workbook.Data.Sampling;
using Xunit;

namespace Workbook.Tests.Data.Sampling;

public sealed class BatchSamplerTests
{
    private static readonly int[] Images = [.. Enumerable.Range(0, 10)];

    [Fact]
    public void Images_OfAllRanks_TogetherTheBatchOfOneProcess()
    {
        var whole = new BatchSampler(new UniformOrder(Images, 1), 6);
        var ranks = Enumerable.Range(0, 3).Select(rank => new BatchSampler(new UniformOrder(Images, 1), 2, rank, 3)).ToArray();
        for (var iteration = 0; iteration < 20; iteration++)
        {
            var dealt = new int[6];
            for (var rank = 0; rank < 3; rank++)
            {
                var images = ranks[rank].Images(iteration);
                (dealt[rank], dealt[rank + 3]) = (images[0], images[1]);
            }
            Assert.Equal(whole.Images(iteration), dealt);
        }
    }

    [Fact]
    public void Images_GroupedByOrientation_OneKindABatchAndNoneLost()
    {
        var set = SmallSet.Of(1, [.. Enumerable.Repeat<int[]>([0], 10)]);
        var sampler = new BatchSampler(new UniformOrder(Images, 2), 4, groupByOrientation: set.Images);
        var counts = new int[10];
        var batches = Enumerable.Range(0, 250).Select(i => sampler.Images(i)).ToArray();
        foreach (var batch in batches)
        {
            Assert.Single(batch.Select(image => image % 2).Distinct());
            foreach (var image in batch)
                counts[image]++;
        }
        // 1000 images are 100 epochs; at most 3 of a kind wait.
        Assert.All(counts, count => Assert.InRange(count, 97, 103));
    }

    [Fact]
    public void Images_GroupedAndEnteredAnywhere_SameBatches()
    {
        var set = SmallSet.Of(1, [.. Enumerable.Repeat<int[]>([0], 10)]);
        BatchSampler Make() => new(new RepeatFactorOrder(Images, [1, 1, 2.5, 1, 1, 1.5, 1, 1, 1, 1], 3), 3, rank: 1, ranks: 2, set.Images);
        var straight = Make();
        var batches = Enumerable.Range(0, 60).Select(i => straight.Images(i)).ToArray();
        var other = Make();
        foreach (var iteration in new[] { 59, 12, 13, 0, 58 })
            Assert.Equal(batches[iteration], other.Images(iteration));
    }

    [Fact]
    public void Constructor_RankOutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchSampler(new UniformOrder(Images, 1), 2, 3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchSampler(new UniformOrder(Images, 1), 0));
    }
}

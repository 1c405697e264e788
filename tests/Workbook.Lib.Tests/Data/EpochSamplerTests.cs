using Workbook.Data;
using Xunit;

namespace Workbook.Tests.Data;

public sealed class EpochSamplerTests
{
    [Theory]
    [InlineData(10, 4)]
    [InlineData(7, 7)]
    [InlineData(3, 8)]
    public void Indices_ConsecutiveBatches_EachEpochVisitsEachImageOnce(int count, int batchSize)
    {
        const int Epochs = 8;
        var sampler = new EpochSampler(count, batchSize, seed: 1);
        var stream = new List<int>();
        for (var iteration = 0L; stream.Count < Epochs * count; iteration++)
            stream.AddRange(Batch(sampler, iteration));
        for (var epoch = 0; epoch < Epochs; epoch++)
            Assert.Equal(Enumerable.Range(0, count), stream.Skip(epoch * count).Take(count).Order());
    }

    [Fact]
    public void Indices_AnyOrderOfCalls_SameAnswers()
    {
        var inOrder = new EpochSampler(10, 4, seed: 2);
        var expected = Enumerable.Range(0, 30).Select(i => Batch(inOrder, i)).ToArray();
        var backwards = new EpochSampler(10, 4, seed: 2);
        for (var i = 29; i >= 0; i--)
            Assert.Equal(expected[i], Batch(backwards, i));
    }

    [Fact]
    public void Indices_AnotherSeedOrEpoch_AnotherOrder()
    {
        var first = Batch(new EpochSampler(100, 100, seed: 0), 0);
        Assert.NotEqual(first, Batch(new EpochSampler(100, 100, seed: 1), 0));
        Assert.NotEqual(first, Batch(new EpochSampler(100, 100, seed: 0), 1));
    }

    [Fact]
    public void Indices_WrongRoom_Throws() => Assert.Throws<ArgumentException>(() => new EpochSampler(10, 4, 0).Indices(0, new int[3]));

    private static int[] Batch(EpochSampler sampler, long iteration)
    {
        var indices = new int[sampler.BatchSize];
        sampler.Indices(iteration, indices);
        return indices;
    }
}

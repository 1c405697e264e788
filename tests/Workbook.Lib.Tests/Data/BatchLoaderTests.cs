using System.Security.Cryptography;
using Workbook.Data;
using Xunit;

namespace Workbook.Tests.Data;

public sealed class BatchLoaderTests
{
    private static readonly ChannelStatistics Statistics = new(new Rgb(0.5, 0.4, 0.3), new Rgb(0.2, 0.25, 0.3));

    [Fact]
    public void Next_OtherThreadsAheadAndStart_SameBatches()
    {
        var set = Images.Random(50, 5);
        var expected = Take(set, threads: 1, ahead: 1, first: 0, count: 20);
        Assert.Equal(expected, Take(set, threads: 3, ahead: 4, first: 0, count: 20));
        Assert.Equal(expected.Skip(13), Take(set, threads: 2, ahead: 3, first: 13, count: 7));
    }

    [Fact]
    public void Next_WithoutAugmentation_NormalisedImagesOfTheSampler()
    {
        var set = Images.Random(12, 4);
        var sampler = new EpochSampler(12, 5, seed: 3);
        using var loader = new BatchLoader(Plain(set), sampler, seed: 0, threads: 2, ahead: 2);
        var indices = new int[5];
        for (var iteration = 0; iteration < 6; iteration++)
        {
            var batch = loader.Next();
            sampler.Indices(iteration, indices);
            Assert.Equal(iteration, batch.Iteration);
            for (var i = 0; i < indices.Length; i++)
            {
                Assert.Equal(set.Labels[indices[i]], batch.Labels[i]);
                AssertNormalised(set, indices[i], batch.Images.AsSpan(i * 3072, 3072));
            }
            loader.Return(batch);
        }
    }

    [Fact]
    public void Next_SameImageAgain_AugmentedDifferently()
    {
        using var loader = Loader(Images.Random(1, 1), threads: 1, ahead: 1, first: 0);
        var (first, second) = (loader.Next(), loader.Next());
        Assert.NotEqual(first.Images[..3072], first.Images[3072..6144]);
        Assert.NotEqual(first.Images[..3072], second.Images[..3072]);
    }

    [Fact]
    public void Next_EveryBufferInUse_Throws()
    {
        using var loader = Loader(Images.Random(4, 2), threads: 2, ahead: 2, first: 0);
        var first = loader.Next();
        loader.Next();
        loader.Next();
        Assert.Throws<InvalidOperationException>(loader.Next);
        loader.Return(first);
        Assert.Equal(3, loader.Next().Iteration);
    }

    [Fact]
    public void Return_Twice_Throws()
    {
        var started = 0;
        using var hold = new ManualResetEventSlim();
        using var loader = new BatchLoader(
            (_, _) =>
            {
                // The third batch waits, so that the returned buffer stays free.
                if (Interlocked.Increment(ref started) > 2)
                    hold.Wait(TestContext.Current.CancellationToken);
            },
            1, 1, threads: 1, ahead: 2, firstIteration: 0);
        var a = loader.Next();
        var b = loader.Next();
        loader.Return(a);
        Assert.Throws<InvalidOperationException>(() => loader.Return(a));
        loader.Return(b);
        hold.Set();
    }

    [Fact]
    public void Next_ErrorInAThread_ThrownAtItsIteration()
    {
        using var loader = new BatchLoader(
            (iteration, _) =>
            {
                if (iteration == 3)
                    throw new InvalidDataException("image 17");
            },
            1, 1, threads: 2, ahead: 3, firstIteration: 0);
        for (var i = 0; i < 3; i++)
            loader.Return(loader.Next());
        Assert.Equal("image 17", Assert.Throws<InvalidDataException>(loader.Next).Message);
        Assert.Throws<InvalidDataException>(loader.Next);
    }

    [Fact]
    public void Dispose_DuringPrefetch_StopsTheThreads()
    {
        var filled = 0;
        var loader = new BatchLoader((_, _) => Interlocked.Increment(ref filled), 1, 1, threads: 3, ahead: 2, firstIteration: 0);
        loader.Next();
        loader.Dispose();
        var after = filled;
        loader.Dispose();
        Assert.Throws<ObjectDisposedException>(loader.Next);
        Assert.Equal(after, filled);
        Assert.InRange(after, 1, 3);
    }

    [Fact]
    public void Fill_SteadyState_AllocatesNothing()
    {
        var set = Images.Random(50, 5);
        var fill = BatchLoader.Fill(Augmented(set), new EpochSampler(50, 8, seed: 5), seed: 6, threads: 1);
        var batch = new ImageBatch(8, set.ImageSize);
        for (var i = 0; i < 100; i++)
            fill(i, batch);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 100; i < 200; i++)
            fill(i, batch);
        // 800 images: nothing that grows with their number. (The pool's bookkeeping may cost a few bytes once.)
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 800);
    }

    [Fact]
    public void Next_SteadyState_ReusesItsBatches()
    {
        using var loader = Loader(Images.Random(50, 5), threads: 2, ahead: 2, first: 0);
        var seen = new HashSet<ImageBatch>();
        for (var i = 0; i < 50; i++)
        {
            var batch = loader.Next();
            seen.Add(batch);
            loader.Return(batch);
        }
        Assert.InRange(seen.Count, 1, 3);
    }

    [Fact]
    public void Constructor_SamplerOfAnotherSet_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => new BatchLoader(
            Plain(Images.Random(4, 2)), new EpochSampler(5, 2, 0), 0, threads: 1, ahead: 1));
        Assert.Contains("made for 5 images, test set has 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InOrder_NotDivisible_LastBatchSmaller()
    {
        var set = Images.Random(7, 3);
        var next = 0;
        var sizes = new List<int>();
        foreach (var batch in BatchLoader.InOrder(Plain(set), 3))
        {
            sizes.Add(batch.Count);
            for (var i = 0; i < batch.Count; i++, next++)
            {
                Assert.Equal(set.Labels[next], batch.Labels[i]);
                AssertNormalised(set, next, batch.Images.AsSpan(i * 3072, 3072));
            }
        }
        Assert.Equal([3, 3, 1], sizes);
    }

    private static BatchLoader Loader(ImageSet set, int threads, int ahead, long first) =>
        new(Augmented(set), new EpochSampler(set.Count, 8, seed: 5), seed: 6, threads, ahead, first);

    private static AugmentedImages Plain(ImageSet set) => new(set, AugmentationRecipe.None, Statistics);

    private static AugmentedImages Augmented(ImageSet set) => new(set, AugmentationRecipe.Cifar, Statistics);

    private static List<(long Iteration, string Images, string Labels)> Take(ImageSet set, int threads, int ahead, long first, int count)
    {
        using var loader = Loader(set, threads, ahead, first);
        var taken = new List<(long, string, string)>();
        for (var i = 0; i < count; i++)
        {
            var batch = loader.Next();
            var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(batch.Images.AsSpan());
            taken.Add((batch.Iteration, Convert.ToHexString(SHA256.HashData(bytes)), string.Join(' ', batch.Labels)));
            loader.Return(batch);
        }
        return taken;
    }

    private static void AssertNormalised(ImageSet set, int image, ReadOnlySpan<float> values)
    {
        double[] mean = [0.5, 0.4, 0.3], std = [0.2, 0.25, 0.3];
        var pixels = set.Image(image);
        for (var i = 0; i < pixels.Length; i++)
            Assert.Equal((pixels[i] / 255.0 - mean[i / 1024]) / std[i / 1024], values[i], 1e-5);
    }
}

using System.Runtime.ExceptionServices;

namespace Workbook.Data;

/// <summary>
/// Makes training batches ahead of their use, on threads of its own. What a batch holds depends on the arguments, the seed and the
/// iteration only, never on the number of threads or on where the loader started. Buffers are reused: give each batch back with
/// <see cref="Return"/>. Call it from one thread.
/// </summary>
public sealed class BatchLoader : IDisposable
{
    private readonly object gate = new();
    private readonly Action<long, ImageBatch> fill;
    private readonly Stack<ImageBatch> free = new();
    private readonly Dictionary<long, ImageBatch> ready = [];
    private readonly Dictionary<long, Exception> failures = [];
    private readonly Thread[] workers;
    private readonly int buffers;
    private long nextToMake;
    private long nextToGive;
    private int lent;
    private bool disposed;

    /// <summary>Starts making batches.</summary>
    /// <param name="set">The images.</param>
    /// <param name="sampler">Which image comes when; made for as many images as <paramref name="set"/> has.</param>
    /// <param name="augmentation">Applied to every image with a random stream of its own,
    /// <c>new Rng(seed, iteration, position)</c>.</param>
    /// <param name="statistics">Normalisation.</param>
    /// <param name="seed">Of the augmentation.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="ahead">Batches made ahead, at least 1; one more buffer is allocated for the batch in use.</param>
    /// <param name="firstIteration">Where to start, e.g. after a checkpoint.</param>
    /// <exception cref="ArgumentException">The sampler was made for another number of images.</exception>
    public BatchLoader(
        ImageSet set, EpochSampler sampler, AugmentationRecipe augmentation, ChannelStatistics statistics, ulong seed, int threads, int ahead,
        long firstIteration = 0)
        : this(Fill(set, sampler, augmentation, statistics, seed), sampler.BatchSize, set.ImageSize, threads, ahead, firstIteration)
    {
    }

    internal BatchLoader(Action<long, ImageBatch> fill, int batchSize, int imageSize, int threads, int ahead, long firstIteration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(firstIteration);
        this.fill = fill;
        nextToMake = nextToGive = firstIteration;
        buffers = ahead + 1;
        for (var i = 0; i < buffers; i++)
            free.Push(new ImageBatch(batchSize, imageSize));
        ready.EnsureCapacity(buffers);
        workers = new Thread[threads];
        for (var i = 0; i < threads; i++)
        {
            workers[i] = new Thread(Work) { IsBackground = true, Name = $"batch loader {i}" };
            workers[i].Start();
        }
    }

    /// <summary>The batch of the next iteration; waits for it.</summary>
    /// <exception cref="InvalidOperationException">All buffers are lent: earlier batches were not returned.</exception>
    /// <exception cref="ObjectDisposedException">The loader is disposed.</exception>
    /// <remarks>An exception met while the batch was made is thrown here, at its iteration and at every later call.</remarks>
    public ImageBatch Next()
    {
        lock (gate)
        {
            if (lent == buffers)
                throw new InvalidOperationException(
                    $"All {buffers} batches are in use; give each back with {nameof(Return)} before asking for more.");
            while (true)
            {
                ObjectDisposedException.ThrowIf(disposed, this);
                if (failures.TryGetValue(nextToGive, out var failure))
                    ExceptionDispatchInfo.Throw(failure);
                if (ready.Remove(nextToGive, out var batch))
                {
                    nextToGive++;
                    lent++;
                    return batch;
                }
                Monitor.Wait(gate);
            }
        }
    }

    /// <summary>Gives a batch's buffers back for reuse; the batch must not be read afterwards.</summary>
    /// <param name="batch">Obtained from <see cref="Next"/> of this loader, and returned once.</param>
    public void Return(ImageBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        lock (gate)
        {
            if (lent == 0 || free.Contains(batch))
                throw new InvalidOperationException($"The batch of iteration {batch.Iteration} is not in use; return each batch once.");
            lent--;
            free.Push(batch);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Stops the threads and waits for them: for as long as one batch takes, at most.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            Monitor.PulseAll(gate);
        }
        foreach (var worker in workers)
            worker.Join();
    }

    /// <summary>
    /// A set in order, without augmentation: normalised batches of <paramref name="batchSize"/> images, the last one smaller where need be.
    /// </summary>
    /// <remarks>All batches of one size share their buffers: a batch is valid until the next one is asked for.</remarks>
    public static IEnumerable<ImageBatch> InOrder(ImageSet set, int batchSize, ChannelStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return Batches();

        IEnumerable<ImageBatch> Batches()
        {
            ImageBatch? batch = null;
            for (var first = 0; first < set.Count; first += batchSize)
            {
                var count = Math.Min(batchSize, set.Count - first);
                if (batch?.Count != count)
                    batch = new ImageBatch(count, set.ImageSize);
                batch.Iteration = first / batchSize;
                var unused = default(Rng);
                for (var i = 0; i < count; i++)
                    Put(set, first + i, AugmentationRecipe.None, statistics, batch, i, ref unused);
                yield return batch;
            }
        }
    }

    internal static Action<long, ImageBatch> Fill(
        ImageSet set, EpochSampler sampler, AugmentationRecipe augmentation, ChannelStatistics statistics, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(augmentation);
        ArgumentNullException.ThrowIfNull(statistics);
        if (sampler.Count != set.Count)
            throw new ArgumentException(
                $"The sampler was made for {sampler.Count} images, {set.Source.Name} has {set.Count}.", nameof(sampler));
        return (iteration, batch) =>
        {
            Span<int> indices = batch.Count <= 1024 ? stackalloc int[batch.Count] : new int[batch.Count];
            sampler.Indices(iteration, indices);
            for (var i = 0; i < indices.Length; i++)
            {
                var rng = new Rng(seed, (ulong)iteration, (ulong)i);
                Put(set, indices[i], augmentation, statistics, batch, i, ref rng);
            }
        };
    }

    private static void Put(
        ImageSet set, int image, AugmentationRecipe augmentation, ChannelStatistics statistics, ImageBatch batch, int position, ref Rng rng)
    {
        var into = batch.Images.AsSpan(position * set.ImageSize, set.ImageSize);
        augmentation.Apply(set.Image(image), set.Height, set.Width, statistics, into, ref rng);
        batch.Labels[position] = set.Labels[image];
    }

    private void Work()
    {
        while (true)
        {
            long iteration;
            ImageBatch batch;
            lock (gate)
            {
                while (free.Count == 0 && !disposed)
                    Monitor.Wait(gate);
                if (disposed)
                    return;
                iteration = nextToMake++;
                batch = free.Pop();
            }

            Exception? failure = null;
            try
            {
                batch.Iteration = iteration;
                fill(iteration, batch);
            }
            catch (Exception e)
            {
                failure = e;
            }
            lock (gate)
            {
                if (failure is null)
                    ready.Add(iteration, batch);
                else
                    failures.Add(iteration, failure);
                Monitor.PulseAll(gate);
            }
        }
    }
}

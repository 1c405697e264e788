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
    /// <param name="images">The images, each made with a random stream of its own, <c>new Rng(seed, iteration, position)</c>.</param>
    /// <param name="sampler">Which image comes when; made for as many images as <paramref name="images"/> has.</param>
    /// <param name="seed">Of the augmentation.</param>
    /// <param name="threads">Images made at once, at least 1.</param>
    /// <param name="ahead">Batches made ahead, at least 1; one more buffer is allocated for the batch in use.</param>
    /// <param name="firstIteration">Where to start, e.g. after a checkpoint.</param>
    /// <exception cref="ArgumentException">The sampler was made for another number of images.</exception>
    public BatchLoader(ILabelledImages images, EpochSampler sampler, ulong seed, int threads, int ahead, long firstIteration = 0)
        : this(Fill(images, sampler, seed, threads), sampler.BatchSize, images.ImageSize(), threads: 1, ahead, firstIteration)
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
    /// A set in order: batches of <paramref name="batchSize"/> images, the last one smaller where need be. An image that cannot be read is labelled
    /// <see cref="ImageBatch.Unreadable"/>.
    /// </summary>
    /// <remarks>All batches of one size share their buffers: a batch is valid until the next one is asked for.</remarks>
    /// <param name="images">The images, made for testing.</param>
    /// <param name="batchSize">At least 1.</param>
    /// <param name="threads">Images made at once, at least 1.</param>
    public static IEnumerable<ImageBatch> InOrder(ILabelledImages images, int batchSize, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return Batches();

        IEnumerable<ImageBatch> Batches()
        {
            ImageBatch? batch = null;
            for (var first = 0; first < images.Labels.Length; first += batchSize)
            {
                var count = Math.Min(batchSize, images.Labels.Length - first);
                if (batch?.Count != count)
                    batch = new ImageBatch(count, images.ImageSize());
                batch.Iteration = first / batchSize;
                Put(images, [.. Enumerable.Range(first, count)], seed: 0, batch, threads);
                yield return batch;
            }
        }
    }

    /// <summary>Fills batches, one at a time.</summary>
    internal static Action<long, ImageBatch> Fill(ILabelledImages images, EpochSampler sampler, ulong seed, int threads)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (sampler.Count != images.Labels.Length)
            throw new ArgumentException(
                $"The sampler was made for {sampler.Count} images, {images.Source.Name} has {images.Labels.Length}.", nameof(sampler));
        var indices = new int[sampler.BatchSize];
        return (iteration, batch) =>
        {
            batch.Iteration = iteration;
            sampler.Indices(iteration, indices);
            Put(images, indices, seed, batch, threads);
        };
    }

    private static void Put(ILabelledImages images, int[] indices, ulong seed, ImageBatch batch, int threads)
    {
        if (threads == 1)
            for (var i = 0; i < indices.Length; i++)
                Put(images, indices[i], seed, batch, i);
        else
            PutAtOnce(images, indices, seed, batch, threads);
    }

    private static void PutAtOnce(ILabelledImages images, int[] indices, ulong seed, ImageBatch batch, int threads)
    {
        try
        {
            Parallel.For(0, indices.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => Put(images, indices[i], seed, batch, i));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    private static void Put(ILabelledImages images, int image, ulong seed, ImageBatch batch, int position)
    {
        var size = images.ImageSize();
        var rng = new Rng(seed, (ulong)batch.Iteration, (ulong)position);
        var isRead = images.TryRead(image, batch.Images.AsSpan(position * size, size), ref rng);
        batch.Labels[position] = isRead ? images.Labels[image] : ImageBatch.Unreadable;
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

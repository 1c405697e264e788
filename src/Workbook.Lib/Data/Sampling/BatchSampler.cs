using Workbook.Data.Detection;

namespace Workbook.Data.Sampling;

/// <summary>
/// Cuts an order of images into the batches of one of several processes: rank r of R takes the positions r, r + R, r + 2R, ... Which images an
/// iteration sees is a function of the order, the batch size, the rank and the iteration. Safe to call from several threads.
/// </summary>
public sealed class BatchSampler
{
    private readonly Lock _gate = new();
    private readonly IImageOrder _order;
    private readonly DetectionImages? _grouped;
    private readonly List<int>[] _buckets = [[], []];
    private long _nextIteration;
    private long _nextTurn;

    /// <param name="order">The images; it serves this sampler alone.</param>
    /// <param name="batchSize">Images an iteration in this process, at least 1.</param>
    /// <param name="rank">Number of this process from 0.</param>
    /// <param name="ranks">Number of processes.</param>
    /// <param name="groupByOrientation">
    /// The images' sizes where a batch is to hold only wide (width &gt; height) or only tall images, to waste less on padding: an image waits
    /// until enough of its kind have come, as in detectron2's <c>AspectRatioGroupedDataset</c>. An earlier iteration than the last one asked
    /// for then costs a replay from the start.
    /// </param>
    public BatchSampler(IImageOrder order, int batchSize, int rank = 0, int ranks = 1, DetectionImages? groupByOrientation = null)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, ranks);
        (_order, BatchSize, Rank, Ranks, _grouped) = (order, batchSize, rank, ranks, groupByOrientation);
    }

    /// <summary>Images an iteration in this process.</summary>
    public int BatchSize { get; }

    /// <summary>Number of this process from 0.</summary>
    public int Rank { get; }

    /// <summary>Number of processes.</summary>
    public int Ranks { get; }

    /// <summary>The images of one iteration.</summary>
    /// <param name="iteration">0 or more; any order of calls gives the same answers.</param>
    public int[] Images(long iteration)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(iteration);
        lock (_gate)
        {
            if (_grouped is { } images)
                return Grouped(iteration, images);
            var batch = new int[BatchSize];
            for (var i = 0; i < batch.Length; i++)
                batch[i] = Turn((iteration * BatchSize) + i);
            return batch;
        }
    }

    private int[] Grouped(long iteration, DetectionImages images)
    {
        if (iteration < _nextIteration)
        {
            (_nextIteration, _nextTurn) = (0, 0);
            foreach (var bucket in _buckets)
                bucket.Clear();
        }
        while (true)
        {
            var image = Turn(_nextTurn++);
            var bucket = _buckets[images.Widths[image] > images.Heights[image] ? 1 : 0];
            bucket.Add(image);
            if (bucket.Count < BatchSize)
                continue;
            int[] batch = [.. bucket];
            bucket.Clear();
            if (_nextIteration++ == iteration)
                return batch;
        }
    }

    // The image of this process's n-th turn.
    private int Turn(long turn) => _order.Image((turn * Ranks) + Rank);
}

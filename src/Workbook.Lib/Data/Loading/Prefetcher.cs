using System.Runtime.ExceptionServices;

namespace Workbook.Data.Loading;

/// <summary>
/// Makes batches ahead of their use, on threads of its own, in a fixed number of reused buffers; they come in the order of their iterations
/// whatever the number of threads. Call <see cref="Next"/> from one thread.
/// </summary>
/// <typeparam name="TBatch">A batch with its buffers.</typeparam>
internal sealed class Prefetcher<TBatch> : IDisposable
    where TBatch : class
{
    private readonly object _gate = new();
    private readonly Action<long, TBatch> _plan;
    private readonly Action<TBatch> _fill;
    private readonly Stack<TBatch> _free = new();
    private readonly HashSet<TBatch> _lent = [];
    private readonly Dictionary<long, TBatch> _ready = [];
    private readonly Dictionary<long, Exception> _failures = [];
    private readonly Thread[] _workers;
    private readonly int _buffers;
    private long _nextToMake;
    private long _nextToGive;
    private bool _isDisposed;

    /// <param name="create">Makes a buffer; called <paramref name="ahead"/> + 1 times.</param>
    /// <param name="plan">Says what a batch will hold; called for one iteration after the other, by one thread at a time.</param>
    /// <param name="fill">Fills it; called by several threads at once.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="ahead">Batches made ahead, at least 1; one more buffer is for the batch in use.</param>
    /// <param name="firstIteration">Where to start.</param>
    public Prefetcher(Func<TBatch> create, Action<long, TBatch> plan, Action<TBatch> fill, int threads, int ahead, long firstIteration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(firstIteration);
        (_plan, _fill, _buffers) = (plan, fill, ahead + 1);
        _nextToMake = _nextToGive = firstIteration;
        for (var i = 0; i < _buffers; i++)
            _free.Push(create());
        _workers = [.. Enumerable.Range(0, threads).Select(i => new Thread(Work) { IsBackground = true, Name = $"image loader {i}" })];
        foreach (var worker in _workers)
            worker.Start();
    }

    /// <summary>The batch of the next iteration; waits for it. What went wrong while it was made is thrown here, now and at every later call.</summary>
    /// <exception cref="InvalidOperationException">All buffers are lent.</exception>
    /// <exception cref="ObjectDisposedException">The loader is disposed.</exception>
    public TBatch Next()
    {
        lock (_gate)
        {
            if (_lent.Count == _buffers)
                throw new InvalidOperationException($"All {_buffers} batches are in use; give each back with {nameof(Return)} before asking for more.");
            while (true)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                if (_failures.TryGetValue(_nextToGive, out var failure))
                    ExceptionDispatchInfo.Throw(failure);
                if (_ready.Remove(_nextToGive, out var batch))
                {
                    _nextToGive++;
                    _lent.Add(batch);
                    return batch;
                }
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Gives a batch's buffers back.</summary>
    /// <exception cref="InvalidOperationException">The batch is not lent.</exception>
    public void Return(TBatch batch)
    {
        lock (_gate)
        {
            if (!_lent.Remove(batch))
                throw new InvalidOperationException("The batch is not in use by this loader; return each batch once.");
            _free.Push(batch);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Stops the threads and waits for them: for as long as one batch takes, at most.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Monitor.PulseAll(_gate);
        }
        foreach (var worker in _workers)
            worker.Join();
    }

    private void Work()
    {
        while (true)
        {
            long iteration;
            TBatch batch;
            Exception? failure;
            lock (_gate)
            {
                while (_free.Count == 0 && !_isDisposed)
                    Monitor.Wait(_gate);
                if (_isDisposed)
                    return;
                iteration = _nextToMake++;
                batch = _free.Pop();
                failure = Try(() => _plan(iteration, batch));
            }
            failure ??= Try(() => _fill(batch));
            lock (_gate)
            {
                if (failure is null)
                    _ready.Add(iteration, batch);
                else
                    _failures.Add(iteration, failure);
                Monitor.PulseAll(_gate);
            }
        }
    }

    private static Exception? Try(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}

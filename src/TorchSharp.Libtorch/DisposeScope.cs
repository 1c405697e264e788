using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Disposes, when it is disposed, the tensors that were created on its thread while it was the innermost open scope and that were not moved
/// out or detached. Scopes nest by <see cref="OuterScope"/>; disposing them out of order is tolerated.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic] private static DisposeScope? s_current;

    private readonly List<Tensor> _tensors = [];
    private bool _disposed;

    internal DisposeScope()
    {
        OuterScope = s_current;
        s_current = this;
    }

    /// <summary>The innermost open scope of the calling thread.</summary>
    internal static DisposeScope? Current => s_current;

    internal DisposeScope? OuterScope { get; private set; }

    public IReadOnlyList<IDisposable> DisposablesView => _tensors;

    public int DisposablesCount => _tensors.Count;

    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(OuterScope, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(OuterScope, disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    /// <summary>Gives a tensor of this scope to another scope, or to none. One that this scope does not own is left alone.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        var tensor = AsTensor(disposable);
        if (tensor?.OwningScope == this)
        {
            Release(tensor);
            scope?.Adopt(tensor);
            if (scope is null)
                DisposeScopeManager.Statistics.Tensors.Detached();
        }
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable => (MoveToOther(scope, first), MoveToOther(scope, second));

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (MoveToOther(scope, first), MoveToOther(scope, second), MoveToOther(scope, third));

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables.ToArray())
            MoveToOther<IDisposable>(scope, disposable); // without the type argument this is the params overload, which calls this one
    }

    public T Detach<T>(T disposable) where T : IDisposable => MoveToOther(null, disposable);

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable => MoveToOther(null, first, second);

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => MoveToOther(null, first, second, third);

    public void Detach(params IDisposable[] disposables) => MoveToOther(null, disposables);

    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);

    /// <summary>Takes a tensor over from whichever scope owns it, if any.</summary>
    public void Attach(IDisposable disposable)
    {
        var tensor = AsTensor(disposable) ?? throw new ArgumentException($"A dispose scope owns tensors, not {disposable?.GetType().Name ?? "null"}.", nameof(disposable));
        if (tensor.OwningScope == this)
            return;
        if (tensor.OwningScope is { } owner)
            owner.Release(tensor);
        else
            DisposeScopeManager.Statistics.Tensors.Attached();
        Adopt(tensor);
    }

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var result = disposables.ToArray();
        foreach (var disposable in result)
            Attach(disposable);
        return result;
    }

    public void DisposeEverything()
    {
        while (_tensors.Count > 0)
            _tensors[^1].Dispose();
    }

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (var tensor in _tensors.Where(t => !keep.Contains(t)).ToArray())
            tensor.Dispose();
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second, third]);
        return (first, second, third);
    }

    /// <summary>Disposes what the scope still owns and takes it out of the thread's chain of scopes.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        DisposeEverything();
        if (s_current == this)
        {
            s_current = OuterScope;
            return;
        }
        for (var scope = s_current; scope is not null; scope = scope.OuterScope)
            if (scope.OuterScope == this)
                scope.OuterScope = OuterScope;
    }

    /// <summary>Takes a tensor off the scope's list because its owner has disposed it.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        if (AsTensor(disposable) is { } tensor && tensor.OwningScope == this)
            Release(tensor);
    }

    public bool Contains(IDisposable disposable) => AsTensor(disposable)?.OwningScope == this;

    internal void Adopt(Tensor tensor)
    {
        tensor.OwningScope = this;
        tensor.IndexInScope = _tensors.Count;
        _tensors.Add(tensor);
    }

    // Swaps the last tensor into the gap: constant time, order does not matter.
    internal void Release(Tensor tensor)
    {
        var last = _tensors[^1];
        _tensors[tensor.IndexInScope] = last;
        last.IndexInScope = tensor.IndexInScope;
        _tensors.RemoveAt(_tensors.Count - 1);
        tensor.OwningScope = null;
    }

    private static Tensor? AsTensor(IDisposable? disposable) => disposable as Tensor;
}

/// <summary>Where the statistics of the calling thread's scopes are.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static ThreadDisposeScopeStatistics? s_statistics;

    public static ThreadDisposeScopeStatistics Statistics => s_statistics ??= new();
}

/// <summary>What was created, disposed, attached and detached on one thread, inside and outside dispose scopes.</summary>
public class ThreadDisposeScopeStatistics
{
    internal LifetimeStatistics Tensors { get; } = new();

    public LifetimeStatistics TensorStatistics => Tensors;
    public long CreatedOutsideScopeCount => Tensors.CreatedOutsideScopeCount;
    public long DisposedOutsideScopeCount => Tensors.DisposedOutsideScopeCount;
    public long CreatedInScopeCount => Tensors.CreatedInScopeCount;
    public long DisposedInScopeCount => Tensors.DisposedInScopeCount;
    public long AttachedToScopeCount => Tensors.AttachedToScopeCount;
    public long DetachedFromScopeCount => Tensors.DetachedFromScopeCount;
    public long ThreadTotalLiveCount => Tensors.ThreadTotalLiveCount;

    public void Reset() => Tensors.Reset();

    public override string ToString() => Tensors.ToString();
}

/// <summary>Counts of one thread. A tensor disposed by another thread than its creator's counts where it is disposed.</summary>
public class LifetimeStatistics
{
    public long CreatedOutsideScopeCount { get; private set; }
    public long DisposedOutsideScopeCount { get; private set; }
    public long CreatedInScopeCount { get; private set; }
    public long DisposedInScopeCount { get; private set; }
    public long AttachedToScopeCount { get; private set; }
    public long DetachedFromScopeCount { get; private set; }

    public long ThreadTotalLiveCount => CreatedOutsideScopeCount + CreatedInScopeCount - DisposedOutsideScopeCount - DisposedInScopeCount;

    public void Reset() => CreatedOutsideScopeCount = DisposedOutsideScopeCount = CreatedInScopeCount = DisposedInScopeCount = AttachedToScopeCount = DetachedFromScopeCount = 0;

    public override string ToString() => FormattableString.Invariant(
        $"ThreadTotalLiveCount: {ThreadTotalLiveCount}; CreatedOutsideScopeCount: {CreatedOutsideScopeCount}; DisposedOutsideScopeCount: {DisposedOutsideScopeCount}; CreatedInScopeCount: {CreatedInScopeCount}; DisposedInScopeCount: {DisposedInScopeCount}; AttachedToScopeCount: {AttachedToScopeCount}; DetachedFromScopeCount: {DetachedFromScopeCount}");

    internal void Created(bool inScope)
    {
        if (inScope)
            CreatedInScopeCount++;
        else
            CreatedOutsideScopeCount++;
    }

    internal void Disposed(bool inScope)
    {
        if (inScope)
            DisposedInScopeCount++;
        else
            DisposedOutsideScopeCount++;
    }

    internal void Attached() => AttachedToScopeCount++;

    internal void Detached() => DetachedFromScopeCount++;
}

public static partial class torch
{
    public static DisposeScope? CurrentDisposeScope => DisposeScope.Current;

    public static DisposeScope NewDisposeScope() => new();

    /// <summary>Evaluates an expression in a scope of its own and returns its result, moved to the outer scope.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}

namespace Workbook.Models;

/// <summary>Charges every moment to the innermost part that is running.</summary>
/// <param name="clock">What time it is.</param>
internal sealed class ProfileTimeline(TimeProvider clock)
{
    private readonly Stack<string> _running = new();
    private readonly Dictionary<(string Part, bool IsBackward), (long Ticks, double Work)> _spent = [];
    private long _since;

    /// <summary>Whether what happens now belongs to the backward pass.</summary>
    internal bool IsBackward { get; private set; }

    /// <summary>The parts met.</summary>
    internal IEnumerable<string> Parts => _spent.Keys.Select(key => key.Part).Distinct();

    /// <summary>Begins a section, in which nothing runs yet.</summary>
    internal void Begin(string section, bool isBackward)
    {
        if (_running.Count > 0)
            throw new InvalidOperationException($"The section '{section}' begins inside the section '{_running.Last()}': sections follow each other.");
        IsBackward = isBackward;
        _since = clock.GetTimestamp();
        _running.Push(section);
    }

    /// <summary>Ends the section and all in it.</summary>
    internal void End()
    {
        if (_running.Count == 0)
            return;
        Charge();
        _running.Clear();
        IsBackward = false;
    }

    internal void Enter(string part)
    {
        if (_running.Count == 0)
            return;
        Charge();
        _running.Push(part);
    }

    /// <summary>Going back into a part ends those that it is not inside of: their inputs may need no gradient, and then nothing tells of their end.</summary>
    internal void EnterBackward(string part)
    {
        if (_running.Count == 0)
            return;
        Charge();
        while (_running.Count > 1 && !IsWithin(part, _running.Peek()))
            _running.Pop();
        if (_running.Peek() != part)
            _running.Push(part);
    }

    internal void Leave(string part)
    {
        if (!_running.Contains(part))
            return;
        Charge();
        while (_running.Pop() != part)
        {
        }
    }

    /// <summary>Floating-point operations of the innermost part.</summary>
    internal void Add(double forward, double backward)
    {
        if (_running.Count == 0)
            return;
        AddTo((_running.Peek(), false), 0, forward);
        AddTo((_running.Peek(), true), 0, backward);
    }

    internal (double Milliseconds, double Work) Spent(string part, bool isBackward)
    {
        var (ticks, work) = _spent.GetValueOrDefault((part, isBackward));
        return (ticks * 1000.0 / clock.TimestampFrequency, work / 1e9);
    }

    internal static bool IsWithin(string part, string whole) => part == whole || part.StartsWith(whole + '.', StringComparison.Ordinal);

    private void Charge()
    {
        var now = clock.GetTimestamp();
        AddTo((_running.Peek(), IsBackward), now - _since, 0);
        _since = now;
    }

    private void AddTo((string Part, bool IsBackward) key, long ticks, double work)
    {
        var (before, done) = _spent.GetValueOrDefault(key);
        _spent[key] = (before + ticks, done + work);
    }
}

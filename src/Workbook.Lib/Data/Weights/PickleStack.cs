namespace Workbook.Data.Weights;

/// <summary>The stack of the pickle machine, with its marks: nothing is popped from below the last mark but by the mark itself.</summary>
internal sealed class PickleStack
{
    private readonly List<object?> _values = [];
    private readonly List<int> _marks = [];

    /// <summary>Values above the last mark.</summary>
    public int Count => _values.Count - Floor;

    private int Floor => _marks.Count > 0 ? _marks[^1] : 0;

    public void Push(object? value) => _values.Add(value);

    public void Mark() => _marks.Add(_values.Count);

    public object? Peek() => Count > 0 ? _values[^1] : throw new FormatException("the stack is empty");

    public object? Pop()
    {
        var value = Peek();
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    /// <summary>The topmost values, as a tuple's, first pushed first.</summary>
    public object?[] Pop(int count)
    {
        if (count > Count)
            throw new FormatException($"{count} values wanted, the stack has {Count}");
        var values = _values[^count..].ToArray();
        _values.RemoveRange(_values.Count - count, count);
        return values;
    }

    /// <summary>The values above the last mark, which goes.</summary>
    public object?[] PopToMark()
    {
        if (_marks.Count == 0)
            throw new FormatException("no mark on the stack");
        var values = Pop(Count);
        _marks.RemoveAt(_marks.Count - 1);
        return values;
    }
}

namespace Workbook.Data.Weights;

/// <summary>A list, or a set.</summary>
internal sealed class PickleList : PickleContainer
{
    private readonly List<object?> _items = [];

    public PickleList(ReadOnlySpan<object?> items) => Add(items);

    /// <summary>The values.</summary>
    public IReadOnlyList<object?> Items => _items;

    /// <inheritdoc/>
    public override int Count => _items.Count;

    /// <summary>Appends values.</summary>
    public void Add(params ReadOnlySpan<object?> items)
    {
        foreach (var item in items)
        {
            Nest(item);
            _items.Add(item);
        }
    }
}

namespace Workbook.Data.Weights;

/// <summary>A tuple.</summary>
internal sealed class PickleTuple : PickleContainer
{
    public PickleTuple(object?[] items)
    {
        foreach (var item in items)
            Nest(item);
        Items = items;
    }

    /// <summary>The values.</summary>
    public object?[] Items { get; }

    /// <inheritdoc/>
    public override int Count => Items.Length;
}

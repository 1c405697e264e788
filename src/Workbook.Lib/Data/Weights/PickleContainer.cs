namespace Workbook.Data.Weights;

/// <summary>A value of a pickle that holds others. Nothing walks values recursively, so that cycles do no harm; depth is limited as values are put in.</summary>
internal abstract class PickleContainer
{
    /// <summary>Deepest nesting, as deep as Python's own pickler goes by default.</summary>
    internal const int MostDepth = 1000;

    private int _depth = 1;

    /// <summary>Number of values, for messages.</summary>
    public abstract int Count { get; }

    /// <exception cref="FormatException">Too deep.</exception>
    protected void Nest(object? value)
    {
        if (value is PickleContainer inner && inner != this)
            _depth = Math.Max(_depth, inner._depth + 1);
        if (_depth > MostDepth)
            throw new FormatException($"containers nested deeper than {MostDepth}");
    }
}

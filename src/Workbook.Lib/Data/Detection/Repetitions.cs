namespace Workbook.Data.Detection;

/// <summary>The ids that stand more than once in a column. Sorting a copy takes 8 bytes an id, a set of all of them three times that.</summary>
internal sealed class Repetitions
{
    private readonly Dictionary<long, bool> _met = [];

    public Repetitions(Column<long> ids)
    {
        var sorted = new long[ids.Count];
        for (var i = 0; i < sorted.Length; i++)
            sorted[i] = ids[i];
        Array.Sort(sorted);
        for (var i = 1; i < sorted.Length; i++)
            if (sorted[i] == sorted[i - 1])
                _met[sorted[i]] = false;
    }

    /// <summary>Whether the id was asked for before, and is repeated.</summary>
    public bool IsLater(long id)
    {
        if (_met.Count == 0 || !_met.TryGetValue(id, out var met))
            return false;
        _met[id] = true;
        return met;
    }
}

using System.Collections.Immutable;

namespace Workbook.Data.Detection;

/// <summary>Ids to dense indices.</summary>
internal sealed class IdIndex
{
    private readonly Dictionary<long, int> _index;

    public IdIndex(ImmutableArray<long> ids)
    {
        _index = new Dictionary<long, int>(ids.Length);
        for (var i = 0; i < ids.Length; i++)
            _index.Add(ids[i], i);
    }

    /// <summary>The index, or -1.</summary>
    public int Of(long id) => _index.TryGetValue(id, out var index) ? index : -1;
}

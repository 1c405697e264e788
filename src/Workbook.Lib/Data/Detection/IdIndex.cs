using System.Runtime.CompilerServices;

namespace Workbook.Data.Detection;

/// <summary>Ids to dense indices, in the order in which the ids are added.</summary>
internal sealed class IdIndex
{
    private readonly Dictionary<long, int> _index = [];

    /// <summary>Gives an id the next index; false where it has one.</summary>
    public bool TryAdd(long id) => _index.TryAdd(id, _index.Count);

    /// <summary>The index, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Of(long id) => _index.TryGetValue(id, out var index) ? index : -1;
}

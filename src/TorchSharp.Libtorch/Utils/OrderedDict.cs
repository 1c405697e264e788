using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>A dictionary that keeps the order of insertion and yields (key, value) pairs.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
    where TKey : notnull
    where TValue : notnull
{
    private readonly List<(TKey Key, TValue Value)> _pairs = [];
    private readonly Dictionary<TKey, int> _places = [];

    public OrderedDict()
    {
    }

    public (TKey, TValue) this[int index]
    {
        get => _pairs[index];
        set
        {
            RemoveAt(index);
            Insert(index, value);
        }
    }

    public bool IsReadOnly => false;

    public ICollection<TKey> Keys => [.. keys()];

    public ICollection<TValue> Values => [.. values()];

    public int Count => _pairs.Count;

    public TValue this[TKey key]
    {
        get => _places.TryGetValue(key, out var place) ? _pairs[place].Value : throw Missing(key);
        set
        {
            if (_places.TryGetValue(key, out var place))
                _pairs[place] = (key, value);
            else
                Add(key, value);
        }
    }

    public void clear() => Clear();

    public IEnumerator<(TKey, TValue)> items() => GetEnumerator();

    public IEnumerable<TKey> keys() => _pairs.Select(pair => pair.Key);

    public IEnumerable<TValue> values() => _pairs.Select(pair => pair.Value);

    public void Add((TKey, TValue) item) => Add(item.Item1, item.Item2);

    public void Add(TKey key, TValue value)
    {
        _places.Add(key, _pairs.Count);
        _pairs.Add((key, value));
    }

    public void Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    public bool Contains((TKey, TValue) item) => _pairs.Contains(item);

    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => _pairs.CopyTo(array, arrayIndex);

    public int IndexOf((TKey, TValue) item) => _pairs.IndexOf(item);

    public void Insert(int index, (TKey, TValue) item)
    {
        if (_places.ContainsKey(item.Item1))
            throw new ArgumentException($"The dictionary has an entry '{item.Item1}' already.", nameof(item));
        _pairs.Insert(index, item);
        Number(index);
    }

    public bool Remove((TKey, TValue) item) => Contains(item) && Remove(item.Item1);

    public void RemoveAt(int index)
    {
        _places.Remove(_pairs[index].Key);
        _pairs.RemoveAt(index);
        Number(index);
    }

    public bool ContainsKey(TKey key) => _places.ContainsKey(key);

    public bool Remove(TKey key)
    {
        if (!_places.TryGetValue(key, out var place))
            return false;
        RemoveAt(place);
        return true;
    }

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var found = _places.TryGetValue(key, out var place);
        value = found ? _pairs[place].Value : default;
        return found;
    }

    public void Clear()
    {
        _pairs.Clear();
        _places.Clear();
    }

    public bool Contains(KeyValuePair<TKey, TValue> item) => Contains((item.Key, item.Value));

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
    {
        foreach (var (key, value) in _pairs)
            array[arrayIndex++] = new(key, value);
    }

    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove((item.Key, item.Value));

    public IEnumerator<(TKey, TValue)> GetEnumerator() => _pairs.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() =>
        _pairs.Select(pair => new KeyValuePair<TKey, TValue>(pair.Key, pair.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Number(int from)
    {
        for (var i = from; i < _pairs.Count; i++)
            _places[_pairs[i].Key] = i;
    }

    private KeyNotFoundException Missing(TKey key) =>
        new($"The dictionary has no entry '{key}'; it has {(Count == 0 ? "none" : string.Join(", ", keys()))}.");
}

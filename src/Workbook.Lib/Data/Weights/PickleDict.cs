using System.Numerics;

namespace Workbook.Data.Weights;

/// <summary>A dict or an OrderedDict, in order. Keys are None, booleans, numbers, texts, or tuples and bytes, which equal only themselves.</summary>
internal sealed class PickleDict : PickleContainer
{
    private static readonly object s_none = new();
    private readonly OrderedDictionary<object, object?> _entries = [];

    /// <summary>Attributes of an OrderedDict: torch keeps <c>_metadata</c> there.</summary>
    public PickleDict? Attributes { get; set; }

    /// <inheritdoc/>
    public override int Count => _entries.Count;

    /// <summary>The entries with a text as key.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Texts =>
        from entry in _entries where entry.Key is string select KeyValuePair.Create((string)entry.Key, entry.Value);

    /// <summary>The value under a text; null where there is none.</summary>
    public object? this[string key] => _entries.GetValueOrDefault(key);

    /// <summary>Sets entries: key, value, key, value, ...</summary>
    /// <exception cref="FormatException">A key that is not of the kinds above, or without a value.</exception>
    public void Set(params ReadOnlySpan<object?> pairs)
    {
        if (pairs.Length % 2 != 0)
            throw new FormatException("a key without a value");
        for (var i = 0; i < pairs.Length; i += 2)
        {
            Nest(pairs[i]);
            Nest(pairs[i + 1]);
            _entries[Key(pairs[i])] = pairs[i + 1];
        }
    }

    private static object Key(object? key) => key switch
    {
        null => s_none,
        PickleBytes bytes => (object?)bytes.Text ?? bytes,
        string or bool or long or BigInteger or double or PickleTuple => key,
        _ => throw new FormatException($"{PickleText.Describe(key)} as the key of a dict"),
    };
}

namespace Workbook.Data.Weights;

/// <summary>Makes storages of the persistent ids of torch.save: ("storage", class, key, device, number of elements).</summary>
/// <param name="check">Throws where the file does not hold the storage.</param>
internal sealed class TorchStorages(Action<TorchStorage> check)
{
    private readonly Dictionary<string, TorchStorage> _storages = [];

    /// <exception cref="FormatException">The id is of another form, says other than before, or names what the file lacks.</exception>
    public TorchStorage Find(object? id)
    {
        // Files without zip have a sixth part: a view of another storage, which torch has not written since 0.4.
        if (id is not PickleTuple { Items: [var word, PickleGlobal { Storage: { } type }, var name, _, long count, .. var view] }
            || PickleReading.Text(word) != "storage" || PickleReading.Text(name) is not { } key || view is not ([] or [null]) || count < 0)
            throw new FormatException($"a persistent id that is not torch.save's (\"storage\", class, key, device, number of elements): {PickleText.Describe(id)}");
        if (_storages.TryGetValue(key, out var storage))
            return storage.Type == type && storage.Count == count
                ? storage
                : throw new FormatException($"storage {PickleText.Short(key)} is {count} x {type} here, and {storage.Count} x {storage.Type} before");
        storage = new TorchStorage(key, type, count);
        check(storage);
        _storages.Add(key, storage);
        return storage;
    }
}

namespace Workbook.Data.ImageNet;

/// <summary>Image files that are missing or cannot be decoded, each named once.</summary>
/// <param name="areSkipped">Whether such files are left out; otherwise the first ends the run.</param>
public sealed class FaultyImages(bool areSkipped)
{
    internal const string HowToSkip = "With \"--faulty-images skip\" such images are left out and counted.";

    private readonly SortedDictionary<string, string> _found = new(StringComparer.Ordinal);

    /// <summary>Whether such files are left out.</summary>
    public bool AreSkipped => areSkipped;

    /// <summary>Told of every new one; from several threads, one at a time.</summary>
    public Action<string>? OnFound { get; init; }

    /// <summary>Those found so far, in order of their paths: path and what is wrong.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Found
    {
        get
        {
            lock (_found)
                return [.. _found];
        }
    }

    /// <summary>Takes note of one.</summary>
    /// <param name="path">As the list names it.</param>
    /// <param name="fault">What is wrong, with the file's name.</param>
    /// <exception cref="InvalidDataException">Such files are not left out.</exception>
    internal void Add(string path, Exception fault)
    {
        if (!areSkipped)
            throw new InvalidDataException($"{fault.Message} {HowToSkip}", fault);
        lock (_found)
            if (_found.TryAdd(path, fault.Message))
                OnFound?.Invoke(fault.Message);
    }
}

using Workbook.Experiments;

namespace Workbook.Data.Acquisition;

/// <summary>A data set, or a set of weights, that can be fetched: its files and where they are published.</summary>
public sealed record DatasetSource
{
    /// <summary>Name on the command line: <c>coco</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name for readers: <c>COCO 2017</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The data set's own page.</summary>
    public required Uri Site { get; init; }

    /// <summary>The licence that the page states; null where it states none.</summary>
    public string? Licence { get; init; }

    /// <summary>The files, in the order in which they are fetched.</summary>
    public required IReadOnlyList<RemoteFile> Files { get; init; }

    /// <summary>What else the user should know; null where nothing.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// Looks at the content of a complete set in a data folder, says what it found and throws <see cref="InvalidDataException"/> where that is wrong; null where
    /// reading the set takes too long for a check.
    /// </summary>
    internal Func<string, string>? CheckContent { get; init; }

    /// <summary>The answer of <see cref="CheckContent"/>, or its objection; neither where it cannot be asked.</summary>
    internal (string? Content, string? Problem) TryCheckContent(string folder, bool isComplete)
    {
        if (!isComplete || CheckContent is null)
            return (null, null);
        try
        {
            return (CheckContent(folder), null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return (null, e.Message);
        }
    }

    /// <summary>Lists of images that are checked against an image folder of the user's; empty for a set that brings its images.</summary>
    internal IReadOnlyList<RemoteFile> ImageLists { get; init; } = [];

    /// <summary>The names of the parts.</summary>
    public IReadOnlyList<string> Parts => [.. Files.Select(file => file.Part).Distinct()];

    /// <summary>The files of these parts; all files where none is named.</summary>
    /// <exception cref="UnknownNameException">A part is not one of <see cref="Parts"/>.</exception>
    public IReadOnlyList<RemoteFile> FilesOf(IReadOnlyList<string> parts)
    {
        foreach (var part in parts)
            UnknownNameException.Require($"part of {Name}", part, Parts);
        return parts.Count == 0 ? Files : [.. Files.Where(file => parts.Contains(file.Part))];
    }
}

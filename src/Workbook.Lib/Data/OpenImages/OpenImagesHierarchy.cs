using Workbook.Data.Detection;

namespace Workbook.Data.OpenImages;

/// <summary>
/// Which classes contain which: a football is a ball. A class may have several parents. The virtual root and what the file lists as
/// <c>Part</c> do not count.
/// </summary>
public sealed class OpenImagesHierarchy
{
    private readonly IndexSets _ancestors;
    private readonly IndexSets _descendants;

    internal OpenImagesHierarchy(IndexSets ancestors, IndexSets descendants) => (_ancestors, _descendants) = (ancestors, descendants);

    /// <summary>The file.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The classes that the indices refer to.</summary>
    public required OpenImagesClasses Classes { get; init; }

    /// <summary>What was wrong with the file, and left out.</summary>
    public required DataProblems Problems { get; init; }

    /// <summary>Classes (dense indices, ascending) above a class, at any distance.</summary>
    public ReadOnlySpan<int> Ancestors(int @class) => _ancestors[@class];

    /// <summary>Classes (dense indices, ascending) below a class, at any distance.</summary>
    public ReadOnlySpan<int> Descendants(int @class) => _descendants[@class];

    /// <summary>Reads a hierarchy.</summary>
    /// <param name="path">JSON, a tree of <c>LabelName</c> and <c>Subcategory</c>: <c>challenge-2019-label500-hierarchy.json</c>.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="handling">What to do with faulty nodes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not such JSON: the message names file and byte. Or, when strict, a node is faulty or
    /// a class has none.</exception>
    public static OpenImagesHierarchy Load(string path, OpenImagesClasses classes, ProblemHandling handling = ProblemHandling.Drop)
    {
        using var file = File.OpenRead(path);
        return Load(file, path, classes, handling);
    }

    /// <inheritdoc cref="Load(string, OpenImagesClasses, ProblemHandling)"/>
    /// <param name="stream">The text, UTF-8.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="handling">What to do with faulty nodes.</param>
    public static OpenImagesHierarchy Load(
        Stream stream, string source, OpenImagesClasses classes, ProblemHandling handling = ProblemHandling.Drop) =>
        new HierarchyReader(source, classes).Read(stream, handling);
}

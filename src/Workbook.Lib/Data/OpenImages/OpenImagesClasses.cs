using System.Collections.Immutable;
using System.Text;
using Workbook.Data.Detection;

namespace Workbook.Data.OpenImages;

/// <summary>The classes of Open Images by dense index 0..Count-1, in the order of the file; the challenge has 500.</summary>
public sealed class OpenImagesClasses
{
    private readonly Utf8Index _index;

    internal OpenImagesClasses(Utf8Index index) => _index = index;

    /// <summary>The file.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Number of classes.</summary>
    public int Count => Mids.Length;

    /// <summary>The classes' keys (<c>LabelName</c>), for example <c>/m/061hd_</c>.</summary>
    public required ImmutableArray<string> Mids { get; init; }

    /// <summary>Names for people. Not keys: Bench and Mouse occur twice in the challenge.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>What was wrong with the file, and left out.</summary>
    public required DataProblems Problems { get; init; }

    /// <summary>The dense index of a MID, or -1.</summary>
    public int IndexOf(string mid) => _index.Of(Encoding.UTF8.GetBytes(mid));

    /// <summary>Reads a class list.</summary>
    /// <param name="path">
    /// Lines of MID and name without a heading, as <c>challenge-2019-classes-description-500.csv</c> has them, or below the heading
    /// <c>LabelName,DisplayName</c>; or JSON, <c>[{"id": 1, "name": "/m/..."}, ...]</c>, where ascending ids give the order.
    /// </param>
    /// <param name="handling">What to do with faulty classes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no such text, or has no class at all; or, when strict, a class is faulty.</exception>
    public static OpenImagesClasses Load(string path, ProblemHandling handling = ProblemHandling.Drop)
    {
        using var file = File.OpenRead(path);
        return Load(file, path, handling);
    }

    /// <inheritdoc cref="Load(string, ProblemHandling)"/>
    /// <param name="stream">The text, UTF-8.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="handling">What to do with faulty classes.</param>
    public static OpenImagesClasses Load(Stream stream, string source, ProblemHandling handling = ProblemHandling.Drop) =>
        new ClassListReader(source).Read(stream, handling);

    internal int IndexOf(ReadOnlySpan<byte> mid) => _index.Of(mid);
}

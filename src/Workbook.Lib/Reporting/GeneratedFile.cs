using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>A text file that is made from others, never edited.</summary>
/// <param name="Path">Where it belongs.</param>
/// <param name="Text">What it must hold.</param>
public sealed record GeneratedFile(string Path, string Text)
{
    /// <summary>Whether the file is missing or holds something else.</summary>
    public bool IsStale => !File.Exists(Path) || File.ReadAllText(Path) != Text;

    /// <summary>Writes the file, in full or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write() => AtomicFile.Write(Path, Text);
}

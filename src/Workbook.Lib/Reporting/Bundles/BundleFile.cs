using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Workbook.Reporting.Bundles;

/// <summary>One file of a bundle.</summary>
/// <param name="Name">Its path in the bundle, with slashes.</param>
/// <param name="Content">Its bytes.</param>
internal sealed partial record BundleFile(string Name, ReadOnlyMemory<byte> Content)
{
    private const int LongestName = 200;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>SHA-256 of the content in 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Content.Span));

    /// <summary>A file of text, UTF-8.</summary>
    public static BundleFile Of(string name, string text) => new(name, Utf8.GetBytes(text));

    /// <summary>The content as text.</summary>
    /// <exception cref="InvalidDataException">It is no UTF-8.</exception>
    public string Text()
    {
        try
        {
            return Utf8.GetString(Content.Span);
        }
        catch (DecoderFallbackException problem)
        {
            throw new InvalidDataException($"{Name} is not UTF-8: {problem.Message}", problem);
        }
    }

    /// <summary>The content to read.</summary>
    public Stream Open() => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(Content, out var part)
        ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false)
        : new MemoryStream(Content.ToArray(), writable: false);

    /// <summary>
    /// Whether a name can be that of a file: folders and file of letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, none beginning with a dot or dash. So it is
    /// relative, stays in its folder, and is the same file on every system.
    /// </summary>
    public static bool IsName(string name) => name.Length <= LongestName && NamePattern().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*\z")]
    private static partial Regex NamePattern();
}

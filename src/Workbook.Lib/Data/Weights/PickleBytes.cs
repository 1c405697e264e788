using System.Text;

namespace Workbook.Data.Weights;

/// <summary>Bytes of a pickle, not copied: <c>bytes</c> of Python 3, or <c>str</c> of Python 2, which is text or raw data.</summary>
internal sealed class PickleBytes(ReadOnlyMemory<byte> data, bool isText)
{
    private string? _text;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Data => data;

    /// <summary>The bytes as Latin-1 where they may be text, else null.</summary>
    public string? Text => isText ? _text ??= Encoding.Latin1.GetString(data.Span) : null;
}

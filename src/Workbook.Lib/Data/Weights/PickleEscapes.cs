using System.Globalization;
using System.Text;

namespace Workbook.Data.Weights;

/// <summary>The texts of protocol 0, with escapes.</summary>
internal static class PickleEscapes
{
    /// <summary>A text of Python 2 in quotes, with the escapes of its literals.</summary>
    public static PickleBytes Quoted(ReadOnlySpan<byte> line)
    {
        if (line.Length < 2 || line[0] != line[^1] || line[0] is not ((byte)'\'' or (byte)'"'))
            throw new FormatException("a text that is not in quotes");
        var bytes = new List<byte>(line.Length);
        foreach (var letter in Unescape(Encoding.Latin1.GetString(line[1..^1]), isUnicode: false))
            bytes.Add((byte)letter);
        return new PickleBytes(bytes.ToArray(), isText: true);
    }

    /// <summary>A Unicode text in Latin-1 with \u and \U.</summary>
    public static string RawUnicode(ReadOnlySpan<byte> line) => Unescape(Encoding.Latin1.GetString(line), isUnicode: true);

    private static string Unescape(string text, bool isUnicode)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var kind = text[i] == '\\' && i + 1 < text.Length ? text[i + 1] : '\0';
            var digits = (kind, isUnicode) switch { ('u', true) => 4, ('U', true) => 8, ('x', false) => 2, _ => 0 };
            var plain = isUnicode ? -1 : "\\'\"nrtabfv".IndexOf(kind, StringComparison.Ordinal);
            if (digits > 0)
                result.Append(Letter(text, i + 2, digits));
            else if (plain >= 0)
                result.Append("\\'\"\n\r\t\a\b\f\v"[plain]);
            else
                result.Append(text[i]);
            i += digits > 0 ? 1 + digits : plain >= 0 ? 1 : 0;
        }
        return result.ToString();
    }

    private static string Letter(string text, int start, int digits)
    {
        if (start + digits > text.Length || !uint.TryParse(text.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0x10FFFF)
            throw new FormatException($"the escape \\{PickleText.Short(text[(start - 1)..])}");
        return code <= char.MaxValue ? ((char)code).ToString() : char.ConvertFromUtf32((int)code);
    }
}

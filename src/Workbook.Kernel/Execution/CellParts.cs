using System.Text;

namespace Workbook.Kernel.Execution;

/// <summary>Takes a cell apart at its magic commands: lines that start with <c>#!</c>.</summary>
internal static class CellParts
{
    private static readonly Dictionary<string, CellPartKind> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["csharp"] = CellPartKind.CSharp,
        ["c#"] = CellPartKind.CSharp,
        ["html"] = CellPartKind.Html,
        ["markdown"] = CellPartKind.Markdown,
    };

    private static readonly Dictionary<string, CellPartKind> Commands = new(StringComparer.Ordinal)
    {
        ["time"] = CellPartKind.Time,
        ["import"] = CellPartKind.Import,
        ["set"] = CellPartKind.Set,
    };

    /// <summary>Whether a cell may be in a language.</summary>
    public static bool Knows(string language) => Languages.ContainsKey(language);

    /// <exception cref="CellFailure">A magic command is unknown.</exception>
    public static IReadOnlyList<CellPart> Split(string source, string language, string code)
    {
        var parts = new List<CellPart>();
        var kind = Languages[language];
        var lines = code.ReplaceLineEndings("\n").Split('\n');
        var start = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (!line.StartsWith("#!", StringComparison.Ordinal))
                continue;
            Add(parts, kind, lines, start, i);
            start = i + 1;
            var words = line[2..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
            var name = words is [var first, ..] ? first : "";
            var arguments = words is [_, var rest] ? rest : "";
            if (Languages.TryGetValue(name, out var chosen))
            {
                kind = chosen;
                if (arguments.Length > 0)
                    throw CellFailure.At(source, i + 1, "MagicCommandError", $"#!{name} takes no arguments; got \"{arguments}\".");
            }
            else if (Commands.TryGetValue(name, out var command))
            {
                parts.Add(new CellPart(command, arguments, i + 1));
            }
            else
            {
                throw CellFailure.At(
                    source,
                    i + 1,
                    "MagicCommandError",
                    $"There is no magic command #!{name} here. There are: #!csharp, #!html, #!markdown, #!time, #!import FILE, #!set --name NAME --value TEXT.");
            }
        }
        Add(parts, kind, lines, start, lines.Length);
        return parts;
    }

    private static void Add(List<CellPart> parts, CellPartKind kind, string[] lines, int start, int end)
    {
        var text = new StringBuilder();
        if (kind == CellPartKind.CSharp)
            text.Append('\n', start);
        text.AppendJoin('\n', lines[start..end]);
        if (!string.IsNullOrWhiteSpace(text.ToString()))
            parts.Add(new CellPart(kind, text.ToString(), start + 1));
    }
}

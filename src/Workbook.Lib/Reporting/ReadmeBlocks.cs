using System.Text.RegularExpressions;

namespace Workbook.Reporting;

/// <summary>
/// Recorded numbers in a Markdown text: what stands between the lines <c>&lt;!-- FILE:begin --&gt;</c> and <c>&lt;!-- FILE:end --&gt;</c> is FILE, a path in the
/// results folder: a Markdown table without its heading, another text as a block of code.
/// </summary>
internal static partial class ReadmeBlocks
{
    /// <summary>The text with the content of every block as it is recorded.</summary>
    /// <param name="path">What errors call the text.</param>
    /// <param name="text">The text.</param>
    /// <param name="read">Gives the file of that name; null where there is none.</param>
    /// <exception cref="InvalidDataException">A begin without its end, an end without its begin, or a block without its file.</exception>
    public static string Fill(string path, string text, Func<string, string?> read)
    {
        var filled = new List<string>();
        (string File, int Line)? open = null;
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line, index + 1)))
        {
            var marker = Marker().Match(line);
            var file = marker.Groups["file"].Value;
            switch (marker.Groups["side"].Value)
            {
                case "begin" when open is { } other:
                    throw Unclosed(other);
                case "begin":
                    filled.Add(line);
                    filled.AddRange(Block(file, number).TrimEnd('\n').Split('\n'));
                    open = (file, number);
                    break;
                case "end" when open?.File != file:
                    throw Broken(number, $"{line} ends what no <!-- {file}:begin --> began. Put that line before the block, or delete this one.");
                case "end":
                    filled.Add(line);
                    open = null;
                    break;
                default:
                    if (open is null)
                        filled.Add(line);
                    break;
            }
        }
        return open is { } last ? throw Unclosed(last) : string.Join('\n', filled);

        string Block(string file, int line)
        {
            var content = read(file) ?? throw Broken(line, $"there is no {file} in the results folder. Correct the name in <!-- {file}:begin --> and its end, or delete the block.");
            if (!file.EndsWith(".md", StringComparison.Ordinal))
                return $"```text\n{content.TrimEnd('\n')}\n```";
            var heading = content.IndexOf("\n\n", StringComparison.Ordinal);
            return content.StartsWith('#') && heading > 0
                ? content[(heading + 2)..]
                : throw Broken(line, $"{file} of the results folder does not begin with a heading and an empty line, as a table does.");
        }

        InvalidDataException Unclosed((string File, int Line) block) =>
            Broken(block.Line, $"<!-- {block.File}:begin --> has no <!-- {block.File}:end --> before the next block or the end of the file. Put that line after the block.");

        InvalidDataException Broken(int line, string what) => new($"{path}, line {line}: {what}");
    }

    [GeneratedRegex("^<!-- (?<file>[^ ]+):(?<side>begin|end) -->$")]
    private static partial Regex Marker();
}

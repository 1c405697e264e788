using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.QuickInfo;
using Microsoft.CodeAnalysis.Tags;
using Workbook.Kernel.Execution;

namespace Workbook.Kernel.Jupyter;

/// <summary>Answers of the compiler while a cell is written: completion, inspection, and whether it is complete.</summary>
internal sealed class CodeAssistance
{
    private const int MostMatches = 1_000;

    private readonly CellWorkspace workspace = new();

    /// <summary>Takes a cell that compiled, and the session's current directory before it: later ones see what it declares.</summary>
    public void Remember(string code, string folder) => workspace.Add(CSharpOnly(code), folder);

    /// <summary>Forgets all cells: their session has ended.</summary>
    public void Forget() => workspace.Clear();

    /// <summary>Content of a <c>complete_reply</c>: what begins with the text before the cursor.</summary>
    /// <param name="request">The request.</param>
    /// <param name="folder">The session's current directory, against which paths in the cell are resolved.</param>
    public JsonObject Complete(JupyterMessage request, string folder)
    {
        var (code, cursor) = Position(request);
        var text = CSharpOnly(code);
        var document = workspace.Document(text, folder);
        var list = CompletionService.GetService(document)!.GetCompletionsAsync(document, cursor).GetAwaiter().GetResult();
        var start = Math.Min(list.Span.Start, cursor);
        var prefix = text[start..cursor];
        var items = list.ItemsList
            .Where(item => !item.Tags.Contains(WellKnownTags.Snippet) && item.FilterText.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(item => item.FilterText.StartsWith(prefix, StringComparison.Ordinal))
            .ThenBy(item => item.SortText, StringComparer.OrdinalIgnoreCase)
            .DistinctBy(item => item.DisplayText)
            .Take(MostMatches)
            .ToArray();
        var (first, last) = (CodePoints(code, start), CodePoints(code, cursor));
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. items.Select(item => (JsonNode)item.DisplayText)]),
            ["cursor_start"] = first,
            ["cursor_end"] = last,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray(
                [
                    .. items.Select(item => new JsonObject
                    {
                        ["start"] = first, ["end"] = last, ["text"] = item.DisplayText, ["type"] = item.Tags.FirstOrDefault("text").ToLowerInvariant(),
                    }),
                ]),
            },
        };
    }

    /// <summary>Content of an <c>inspect_reply</c>: what the compiler knows of the name at the cursor.</summary>
    /// <param name="request">The request.</param>
    /// <param name="folder">The session's current directory.</param>
    public JsonObject Inspect(JupyterMessage request, string folder)
    {
        var (code, cursor) = Position(request);
        var document = workspace.Document(CSharpOnly(code), folder);
        var service = QuickInfoService.GetService(document)!;
        var info = new[] { cursor, cursor - 1 }
            .Where(position => position >= 0)
            .Select(position => service.GetQuickInfoAsync(document, position).GetAwaiter().GetResult())
            .FirstOrDefault(found => found is not null);
        var reply = new JsonObject { ["status"] = "ok", ["found"] = info is not null, ["data"] = new JsonObject(), ["metadata"] = new JsonObject() };
        if (info is not null)
            reply["data"]!["text/plain"] = string.Join('\n', info.Sections.Select(section => section.Text).Where(text => text.Length > 0));
        return reply;
    }

    /// <summary>Content of an <c>is_complete_reply</c>.</summary>
    public static JsonObject IsComplete(JupyterMessage request)
    {
        var code = CSharpOnly(request.Text("code") ?? "");
        var tree = SyntaxFactory.ParseSyntaxTree(code, CellWorkspace.ParseOptions);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
        {
            var line = code.TrimEnd().Split('\n')[^1];
            var indent = line[..^line.TrimStart().Length] + (line.EndsWith('{') ? "    " : "");
            return new JsonObject { ["status"] = "incomplete", ["indent"] = indent };
        }
        return new JsonObject { ["status"] = tree.GetDiagnostics().Any(found => found.Severity == DiagnosticSeverity.Error) ? "invalid" : "complete" };
    }

    /// <summary>The code, and the index that the cursor is at: clients count code points, a text here has UTF-16 units.</summary>
    private static (string Code, int Cursor) Position(JupyterMessage request)
    {
        var code = request.Text("code") ?? "";
        var (wanted, cursor) = (request.Number("cursor_pos") ?? int.MaxValue, 0);
        for (var points = 0; points < wanted && cursor < code.Length; points++)
            cursor += char.IsSurrogatePair(code, cursor) ? 2 : 1;
        return (code, cursor);
    }

    private static int CodePoints(string code, int index) => code[..index].EnumerateRunes().Count();

    /// <summary>The cell with spaces for all that is not C#: what is left stands where it stood.</summary>
    private static string CSharpOnly(string code)
    {
        var lines = code.Split('\n');
        var kept = Array.ConvertAll(lines, line => new string(' ', line.Length));
        try
        {
            foreach (var part in CellParts.Split("cell", "csharp", code).Where(part => part.Kind == CellPartKind.CSharp))
            {
                var count = part.Text.Split('\n').Length;
                lines.AsSpan(part.Line - 1, count - part.Line + 1).CopyTo(kept.AsSpan(part.Line - 1));
            }
        }
        catch (CellFailure)
        {
            // A magic command that is still being written.
        }
        return string.Join('\n', kept);
    }
}

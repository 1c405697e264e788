using System.Text.Json.Nodes;
using Workbook.Kernel.Execution;

namespace Workbook.Kernel.Notebooks;

/// <summary>A cell of a notebook document, over its JSON.</summary>
internal sealed class NotebookCell(JsonObject json)
{
    /// <summary>The cell in the document.</summary>
    public JsonObject Json { get; } = json;

    /// <summary><c>code</c>, <c>markdown</c> or <c>raw</c>.</summary>
    public string Kind => (string)Json["cell_type"]!;

    public string Source => NotebookText.Read(Json["source"])!;

    /// <summary>Language of a code cell: C# unless its metadata, as VS Code writes it, names another.</summary>
    public string Language => Named("polyglot_notebook", "kernelName") ?? Named("dotnet_interactive", "language") ?? "csharp";

    /// <summary>Whether a code cell can run here.</summary>
    public bool IsSupported => CellParts.Knows(Language);

    public bool HasTag(string tag) => (Json["metadata"] as JsonObject)?["tags"] is JsonArray tags && tags.Any(item => NotebookText.Read(item) == tag);

    private string? Named(string section, string field) => NotebookText.Read(((Json["metadata"] as JsonObject)?[section] as JsonObject)?[field]);
}

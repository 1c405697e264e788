using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Kernel.Notebooks;

/// <summary>A notebook file, nbformat 4, of C#. What this code does not know stays as it is.</summary>
internal sealed class NotebookDocument
{
    private const int Deepest = 512;
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        MaxDepth = Deepest,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject root;
    private readonly JsonArray cells;

    private NotebookDocument(JsonObject root)
    {
        this.root = root;
        cells = (JsonArray)root["cells"]!;
    }

    /// <summary>All cells, in order.</summary>
    public IEnumerable<NotebookCell> Cells => cells.Select(cell => new NotebookCell((JsonObject)cell!));

    /// <summary>The cells that hold code, blank ones aside.</summary>
    public IEnumerable<NotebookCell> CodeCells => Cells.Where(cell => cell.Kind == "code" && !string.IsNullOrWhiteSpace(cell.Source));

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no notebook of C# in nbformat 4.</exception>
    public static NotebookDocument Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no notebook {path}.");
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = Deepest };
            var root = NotebookValidation.Check(path, JsonNode.Parse(File.ReadAllText(path), documentOptions: options));
            return new NotebookDocument(root);
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path} is not JSON, as a notebook must be: {problem.Message}", problem);
        }
    }

    /// <summary>The document as a file holds it.</summary>
    public string ToJson() => root.ToJsonString(Layout) + "\n";

    /// <summary>Makes the document nbformat 4.5 with no outputs: every cell has an id and metadata, every code cell the fields of outputs.</summary>
    public void Clear()
    {
        root["nbformat_minor"] = Math.Max(5, (int)root["nbformat_minor"]!);
        root["metadata"] ??= new JsonObject();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var cell in Cells)
        {
            number++;
            if (NotebookText.Read(cell.Json["id"]) is not { Length: > 0 } id || !ids.Add(id))
                cell.Json.Insert(0, "id", NewId($"cell-{number}", ids, cell));
            cell.Json["metadata"] ??= new JsonObject();
            if (cell.Kind != "code")
                continue;
            cell.Json["execution_count"] = null;
            cell.Json["outputs"] = new JsonArray();
        }
    }

    /// <summary>Puts a code cell with a tag after another cell, in the place of the one that has the tag already.</summary>
    public void Inject(NotebookCell after, string tag, string source)
    {
        foreach (var previous in Cells.Where(cell => cell.HasTag(tag)).ToArray())
            cells.Remove(previous.Json);
        cells.Insert(cells.IndexOf(after.Json) + 1, new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = tag,
            ["metadata"] = new JsonObject { ["tags"] = new JsonArray(tag) },
            ["outputs"] = new JsonArray(),
            ["source"] = NotebookText.Lines(source),
        });
    }

    private string NewId(string wanted, HashSet<string> taken, NotebookCell cell)
    {
        var others = Cells.Where(other => other.Json != cell.Json).Select(other => NotebookText.Read(other.Json["id"])).OfType<string>().ToHashSet();
        var id = wanted;
        for (var suffix = 2; others.Contains(id) || taken.Contains(id); suffix++)
            id = $"{wanted}-{suffix}";
        cell.Json.Remove("id");
        taken.Add(id);
        return id;
    }
}

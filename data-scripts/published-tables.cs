// Writes src/Workbook.Lib/Experiments/published-tables.json, the paper's printed numbers that the library embeds, from a transcription of the
// paper's tables: a JSON object with table1 ... table12 (each "columns" and "rows" of "cells", every cell as printed) and "provenance.source".
//
//   dotnet run data-scripts/published-tables.cs -- path/to/tables.json
//
// Only column headings and cells are kept; a column or row without a match in the other stops the script.
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: dotnet run data-scripts/published-tables.cs -- path/to/tables.json");
    return 2;
}

var transcription = JsonNode.Parse(File.ReadAllText(args[0]))!.AsObject();
var tables = new JsonObject();
for (var number = 1; number <= 12; number++)
{
    var id = $"table{number}";
    var table = transcription[id] ?? throw new InvalidDataException($"{args[0]} has no {id}; expected table1 to table12.");
    var columns = table["columns"]!.AsArray().Select(column => (string)column!).ToArray();
    var rows = new JsonArray();
    foreach (var cells in table["rows"]!.AsArray().Select(row => row!["cells"]!.AsObject()))
    {
        if (!cells.Select(cell => cell.Key).SequenceEqual(columns))
            throw new InvalidDataException($"{args[0]}, {id}: a row has the cells {string.Join(", ", cells.Select(cell => cell.Key))}, expected {string.Join(", ", columns)}.");
        rows.Add(cells.DeepClone());
    }
    tables.Add(id, new JsonObject { ["columns"] = new JsonArray([.. columns.Select(column => JsonValue.Create(column))]), ["rows"] = rows });
}
var document = new JsonObject { ["source"] = transcription["provenance"]!["source"]!.DeepClone(), ["tables"] = tables };

var target = Path.Combine(Root(), "src", "Workbook.Lib", "Experiments", "published-tables.json");
var options = new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
File.WriteAllText(target + ".tmp", document.ToJsonString(options) + "\n");
File.Move(target + ".tmp", target, overwrite: true);
Console.WriteLine($"{target}: {tables.Count} tables");
return 0;

static string Root()
{
    for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
            return folder.FullName;
    throw new DirectoryNotFoundException($"Workbook.sln is in no folder above {Environment.CurrentDirectory}; run the script inside the checkout.");
}

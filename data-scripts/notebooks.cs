// Writes the first cell of every notebook from the declarations of its tables and the records under results/mini, or from the map of the paper,
// and takes outputs out.
//
//   dotnet run data-scripts/notebooks.cs
#:project ../src/Workbook.Lib/Workbook.Lib.csproj
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Workbook.Experiments;
using Workbook.Reporting;

var root = Root();
foreach (var tables in PaperTables.All.GroupBy(table => table.Notebook))
{
    var session = NotebookSession.Open(Path.Combine(root, "results"), "mini");
    Update(tables.Key, NotebookHeader.Write([.. tables.Select(session.Report)]));
}
Update(PaperMap.StartNotebook, StartHeader.Write());
Update(PaperMap.DataNotebook, null);
Update(PaperMap.DetectorNotebook, null);
Update(PaperMap.WhyNotebook, null);

void Update(string name, string? header)
{
    var path = Path.Combine(root, "notebooks", name + ".ipynb");
    var before = File.ReadAllText(path);
    var notebook = JObject.Parse(before);
    if (header is not null)
        notebook["cells"]![0]!["source"] = new JArray(header.Split('\n').Select((line, index) => index == header.Count(c => c == '\n') ? line : line + "\n"));
    foreach (var cell in notebook["cells"]!.Where(cell => (string?)cell["cell_type"] == "code"))
        (cell["outputs"], cell["execution_count"]) = (new JArray(), null);
    using var text = new StringWriter { NewLine = "\n" };
    using (var writer = new JsonTextWriter(text) { Formatting = Formatting.Indented, Indentation = 1 })
        notebook.WriteTo(writer);
    var after = text + "\n";
    File.WriteAllText(path + ".tmp", after);
    File.Move(path + ".tmp", path, overwrite: true);
    Console.WriteLine($"{Path.GetFileName(path)} is {(after == before ? "up to date" : "updated")}");
}

static string Root()
{
    for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
            return folder.FullName;
    throw new DirectoryNotFoundException($"Workbook.sln is in no folder above {Environment.CurrentDirectory}; run the script inside the checkout.");
}

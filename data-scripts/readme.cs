// Puts the recorded numbers into README.md, between the markers <!-- FILE:begin --> and <!-- FILE:end -->, where FILE is a file under results/:
// a Markdown table without its heading, or a text file as a code block.
//
//   dotnet run data-scripts/readme.cs
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
using System.Text.RegularExpressions;

var root = Root();
var path = Path.Combine(root, "README.md");
var readme = File.ReadAllText(path);
var updated = Regex.Replace(readme, "(?<begin><!-- (?<file>[^ ]+):begin -->\n).*?(?<end><!-- \\k<file>:end -->)", match =>
{
    var file = Path.Combine(root, "results", match.Groups["file"].Value);
    var content = File.ReadAllText(file);
    var block = Path.GetExtension(file) == ".md" ? content[(content.IndexOf("\n\n", StringComparison.Ordinal) + 2)..] : $"```text\n{content}```\n";
    return match.Groups["begin"].Value + block + match.Groups["end"].Value;
}, RegexOptions.Singleline);
File.WriteAllText(path + ".tmp", updated);
File.Move(path + ".tmp", path, overwrite: true);
Console.WriteLine(updated == readme ? "README.md is up to date" : "README.md is updated");

static string Root()
{
    for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
            return folder.FullName;
    throw new DirectoryNotFoundException($"Workbook.sln is in no folder above {Environment.CurrentDirectory}; run the script inside the checkout.");
}

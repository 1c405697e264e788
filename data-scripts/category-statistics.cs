// Writes the category statistics that the library embeds (src/Workbook.Lib/Data/Statistics/*.tsv) from the files that their headers name:
// lvis_v0.5_categories.json, imagenet-lt/ImageNet_LT_train_class_counts.json, openimages/challenge-2019-classes-description-500.csv and
// openimages/challenge-2019-label500-hierarchy.json.
//
//   dotnet run data-scripts/category-statistics.cs -- FOLDER
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
using System.Security.Cryptography;
using System.Text.Json.Nodes;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: dotnet run data-scripts/category-statistics.cs -- FOLDER");
    return 2;
}

var folder = args[0];
var target = Path.Combine(Root(), "src/Workbook.Lib/Data/Statistics");

const string Lvis = "lvis_v0.5_categories.json";
string[] fields = ["id", "name", "synset", "frequency", "image_count", "instance_count"];
Write(
    "lvis-v0.5.tsv",
    "LVIS v0.5, training set: each category's frequency group, images that contain it, and instances",
    "https://github.com/tztztztztz/eql.detectron2 at 29224ac, projects/EQL/eql/lvis_v0_5_categories.py",
    "Apache-2.0, as the repository states",
    [Lvis],
    "id\tname\tsynset\tgroup\timages\tinstances",
    Json(Lvis).AsArray().Select(category => string.Join('\t', fields.Select(key => Field(category![key]!)))));

const string ImageNet = "imagenet-lt/ImageNet_LT_train_class_counts.json";
Write(
    "imagenet-lt.tsv",
    "ImageNet-LT, training set: images of each class, in the order of the labels",
    "https://github.com/JiahuiKChen/LT-classification at 855e0f8, cls_freq/ImageNet_LT_train.json",
    "BSD, as the repository states",
    [ImageNet],
    "images",
    Json(ImageNet)["counts_by_label"]!.AsArray().Select(count => Field(count!)));

const string Classes = "openimages/challenge-2019-classes-description-500.csv";
const string Hierarchy = "openimages/challenge-2019-label500-hierarchy.json";
var parents = new Dictionary<string, List<string>>();
var tree = Json(Hierarchy);
AddParents(tree);
Write(
    "open-images-2019.tsv",
    "Open Images challenge 2019, detection: the classes, each with the classes directly above it; /m/0bl9f is the root, no class itself",
    "https://github.com/ozendelait/rvc_devkit at 9ea8963, common/label_definitions",
    "MIT, as the repository states; Open Images states CC BY 4.0 for its annotations",
    [Classes, Hierarchy],
    "mid\tname\tparents",
    File.ReadLines(Path.Combine(folder, Classes)).Select(line => line.Split(',', 2)).Select(row => $"{row[0]}\t{row[1]}\t{string.Join(' ', parents[row[0]])}"));
return 0;

void AddParents(JsonNode node)
{
    foreach (var child in node["Subcategory"]?.AsArray() ?? [])
    {
        var name = (string)child!["LabelName"]!;
        var above = parents.TryGetValue(name, out var known) ? known : parents[name] = [];
        // A class below two others is in the tree twice, with all that is below it.
        if (!above.Contains((string)node["LabelName"]!))
            above.Add((string)node["LabelName"]!);
        AddParents(child);
    }
}

JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file)))!;

static string Field(JsonNode value) => value.ToString() is var text && text.IndexOfAny(['\t', '\n', '\r', '#']) < 0
    ? text
    : throw new InvalidDataException($"\"{text}\" cannot stand in a field of tab-separated values.");

void Write(string file, string title, string source, string licence, string[] originals, string columns, IEnumerable<string> rows)
{
    var hashes = originals.Select(original =>
        $"# original: {Path.GetFileName(original)}, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, original))))}");
    string[] lines = [$"# title: {title}", $"# source: {source}", $"# licence: {licence}", .. hashes, columns, .. rows];
    var path = Path.Combine(target, file);
    File.WriteAllText(path + ".tmp", string.Join('\n', lines) + "\n");
    File.Move(path + ".tmp", path, overwrite: true);
    Console.WriteLine($"{file}: {lines.Length - 4 - originals.Length} rows");
}

static string Root()
{
    for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
            return folder.FullName;
    throw new DirectoryNotFoundException($"Workbook.sln is in no folder above {Environment.CurrentDirectory}; run the script inside the checkout.");
}

// Writes which categories of LVIS v0.5 are also in COCO and in the Open Images challenge 2019 (src/Workbook.Lib/Data/Statistics/shared-categories.tsv).
//
//   dotnet run data-scripts/shared-categories.cs -- LVIS.json COCO.json CLASSES.csv LABEL-MAP.pbtxt
//
// LVIS.json is an annotation file of LVIS v0.5, for its categories with synonyms; COCO.json is lvis-api's data/coco_to_synset.json; the others are
// challenge-2019-classes-description-500.csv and oid_object_detection_challenge_500_label_map.pbtxt, which tells apart what the first names alike.
//
// COCO's classes have a WordNet synset each, and so have LVIS's categories. A class of Open Images is the category that bears its name, first of these
// ways that finds any: the category's name, that without what stands in brackets, the word of its synset, one of its synonyms, that without brackets.
// Where that finds several, or means another thing, the lists below decide.
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

if (args.Length != 4)
{
    Console.Error.WriteLine("usage: dotnet run data-scripts/shared-categories.cs -- LVIS.json COCO.json CLASSES.csv LABEL-MAP.pbtxt");
    return 2;
}

(string Key, string Lvis, string Reason)[] decided =
[
    ("/m/04rmv", "mouse_(animal_rodent)", "Mouse stands below Animal; the other one is Computer mouse"),
    ("/m/0jly1", "turkey_(bird)", "Turkey stands below Bird"),
    ("/m/07cmd", "army_tank", "Tank stands below Vehicle and Weapon"),
];
(string Key, string Reason)[] excluded =
[
    ("potted plant", "its box holds the plant, that of LVIS's flowerpot the pot"),
    ("/m/0l14j_", "Flute is the instrument, LVIS's flute_glass a glass"),
    ("/m/07dd4", "Torch is mostly one that burns, LVIS's flashlight an electric one"),
    ("/m/01226z", "Football is also the round ball, which LVIS has as soccer_ball"),
    ("/m/02f9f_", "the box of Shower is often that of the cabin, LVIS's shower_head is the fixture"),
];

var categories = JsonNode.Parse(File.ReadAllText(args[0]))!["categories"]!.AsArray().Select(node => new Category(
    (int)node!["id"]!, (string)node["name"]!, (string)node["synset"]!, [.. node["synonyms"]!.AsArray().Select(text => (string)text!)])).OrderBy(c => c.Id).ToArray();
(string Rule, Func<Category, IEnumerable<string>> Names)[] ways =
[
    ("name", c => [Plain(c.Name)]),
    ("name", c => [Bare(c.Name)]),
    ("synset", c => [Plain(c.Synset.Split('.')[0])]),
    ("synonym", c => c.Synonyms.Select(Plain)),
    ("synonym", c => c.Synonyms.Select(Bare)),
];

var rows = new List<string>();
foreach (var (name, facts) in JsonNode.Parse(File.ReadAllText(args[1]))!.AsObject().OrderBy(pair => (int)pair.Value!["coco_cat_id"]!))
    if (categories.SingleOrDefault(c => c.Synset == (string)facts!["synset"]!) is { } category)
        Add("coco", name, name, category, "synset");

var shown = Regex.Matches(File.ReadAllText(args[3]), "name: \"(?<mid>[^\"]+)\"\\s+id: \\d+\\s+display_name: \"(?<name>[^\"]+)\"")
    .ToDictionary(match => match.Groups["mid"].Value, match => match.Groups["name"].Value);
foreach (var mid in File.ReadLines(args[2]).Select(line => line.Split(',', 2)[0]))
{
    if (decided.SingleOrDefault(choice => choice.Key == mid) is { Lvis: { } chosen })
    {
        Add("open-images", mid, shown[mid], categories.Single(c => c.Name == chosen), "decided");
        continue;
    }
    var name = shown[mid].ToLowerInvariant();
    foreach (var (rule, names) in ways)
    {
        var found = categories.Where(c => names(c).Contains(name)).ToArray();
        if (found.Length > 1 && excluded.All(choice => choice.Key != mid))
            throw new InvalidDataException($"{mid}, {shown[mid]}: by {rule} it may be {string.Join(" or ", found.Select(c => c.Name))}; decide in the lists of this script.");
        if (found.Length == 1)
            Add("open-images", mid, shown[mid], found[0], rule);
        if (found.Length > 0)
            break;
    }
}

string[] lines =
[
    "# title: Categories of LVIS v0.5 that COCO 2017 or the Open Images challenge 2019 have too",
    "# source: https://github.com/lvis-dataset/lvis-api at 7d7f07d, data; https://github.com/ozendelait/rvc_devkit at 9ea8963, common/label_definitions; tensorflow/models, research/object_detection/data",
    "# licence: 2-clause BSD (lvis-api), MIT (rvc_devkit), Apache-2.0 (tensorflow/models), as the repositories state",
    .. args.Select(file => $"# original: {Path.GetFileName(file)}, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}"),
    "# rule: synset = the same WordNet synset, for Open Images its word; name = LVIS's name, brackets aside; synonym = one of LVIS's; the first that finds any",
    .. decided.Select(choice => $"# decided: {choice.Key}, {choice.Lvis}: {choice.Reason}"),
    .. excluded.Select(choice => $"# excluded: {choice.Key}: {choice.Reason}"),
    "set\tkey\tname\tid\tlvis\tsynset\trule",
    .. rows,
];
var path = Path.Combine(Root(), "src/Workbook.Lib/Data/Statistics/shared-categories.tsv");
File.WriteAllText(path + ".tmp", string.Join('\n', lines) + "\n");
File.Move(path + ".tmp", path, overwrite: true);
foreach (var set in rows.Select(row => row.Split('\t')).GroupBy(row => row[0]))
    Console.WriteLine($"{set.Key}: {set.Count()} classes, {set.Select(row => row[3]).Distinct().Count()} categories of LVIS; "
        + string.Join(", ", set.GroupBy(row => row[6]).Select(rule => $"{rule.Key} {rule.Count()}")));
return 0;

void Add(string set, string key, string name, Category category, string rule)
{
    if (excluded.All(choice => choice.Key != key))
        rows.Add(string.Join('\t', set, key, name, category.Id, category.Name, category.Synset, rule));
}

static string Plain(string name) => name.Replace('_', ' ').ToLowerInvariant();

static string Bare(string name) => Regex.Replace(Plain(name), " ?\\([^)]*\\)", "").Trim();

static string Root()
{
    for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
            return folder.FullName;
    throw new DirectoryNotFoundException($"Workbook.sln is in no folder above {Environment.CurrentDirectory}; run the script inside the checkout.");
}

internal sealed record Category(int Id, string Name, string Synset, string[] Synonyms);

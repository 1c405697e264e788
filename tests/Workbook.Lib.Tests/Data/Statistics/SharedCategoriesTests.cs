using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Data.Detection;
using Workbook.Data.Statistics;
using Xunit;

namespace Workbook.Tests.Data.Statistics;

/// <summary>The shared categories against what is known of the sets, and against the rule, applied here anew.</summary>
public sealed partial class SharedCategoriesTests
{
    [Theory]
    [InlineData("person", "baby")]
    [InlineData("mouse", "mouse_(computer_equipment)")]
    [InlineData("orange", "orange_(fruit)")]
    [InlineData("cow", "cow")]
    [InlineData("tv", "television_set")]
    [InlineData("sports ball", "ball")]
    [InlineData("oven", null)]
    [InlineData("potted plant", null)]
    public void Coco_Class_IsThisCategory(string name, string? expected) => Assert.Equal(expected, SharedCategories.Coco.Of(name)?.LvisName);

    [Theory]
    [InlineData("/m/01h44", "bat_(animal)")]
    [InlineData("/m/04rmv", "mouse_(animal_rodent)")]
    [InlineData("/m/020lf", "mouse_(computer_equipment)")]
    [InlineData("/m/07cmd", "army_tank")]
    [InlineData("/m/0cvnqh", "bench")]
    [InlineData("/m/076lb9", null)]
    [InlineData("/m/0l14j_", null)]
    [InlineData("/m/01226z", null)]
    public void OpenImages_Class_IsThisCategory(string mid, string? expected) => Assert.Equal(expected, SharedCategories.OpenImages.Of(mid)?.LvisName);

    [Fact]
    public void All_Sets_AreOfTheSetsAndOfLvis()
    {
        Assert.Equal((77, 77), Counts(SharedCategories.Coco));
        Assert.Equal((284, 279), Counts(SharedCategories.OpenImages));
        foreach (var shared in SharedCategories.Coco.All.Concat(SharedCategories.OpenImages.All))
            Assert.Equal(shared.LvisName, LvisCategories.V05[shared.LvisId - 1].Name);
        Assert.Subset(OpenImagesFamilies.Challenge2019.Classes.Select(item => item.Mid).ToHashSet(), SharedCategories.OpenImages.All.Select(shared => shared.Key).ToHashSet());

        static (int, int) Counts(SharedCategories set) => (set.All.Count, set.All.Select(shared => shared.LvisId).Distinct().Count());
    }

    [Fact]
    public void Labels_CategoriesOfASet_DenseOrMinusOne()
    {
        // Ids 805 (baby, for person) and 211 (car), in ascending order.
        var set = DetectionDataset.Load(
            new MemoryStream(Encoding.UTF8.GetBytes("""{"images": [], "annotations": [], "categories": [{"id": 805, "name": "baby"}, {"id": 211, "name": "car"}]}""")), "set");

        Assert.Equal([1, -1, 0, -1], SharedCategories.Coco.Labels(["person", "dog", "car", "hair drier"], set.Categories));
    }

    [Fact]
    public void Coco_NamesOfTheSet_FoundUnlessLvisHasNoSuchThing()
    {
        var names = JObject.Parse(File.ReadAllText(SharedFiles.Path("data/real-photos/COCO_Tiny/annotations/instances_train2017.json")))["categories"]!.Select(category => (string)category["name"]!).ToArray();

        Assert.Equal(["oven", "hot dog", "potted plant"], names.Where(name => SharedCategories.Coco.Of(name) is null).OrderBy(name => Array.IndexOf(["oven", "hot dog", "potted plant"], name)));
        Assert.Empty(SharedCategories.Coco.All.Select(shared => shared.Key).Except(names));
    }

    [Fact]
    public void OpenImages_EveryClass_IsByTheRuleUnlessTheHeadSaysSo()
    {
        var lvis = JObject.Parse(File.ReadAllText(SharedFiles.Path("data/lvis_val_100.json")))["categories"]!;
        var names = LabelMapEntry().Matches(File.ReadAllText(SharedFiles.Path("data/openimages/oid_object_detection_challenge_500_label_map.pbtxt")));
        Assert.Equal(500, names.Count);
        var head = File.ReadLines(Repository.Path("src/Workbook.Lib/Data/Statistics/shared-categories.tsv")).TakeWhile(line => line.StartsWith('#')).ToArray();
        foreach (var (mid, name) in names.Select(match => (match.Groups["mid"].Value, match.Groups["name"].Value.ToLowerInvariant())))
        {
            var shared = SharedCategories.OpenImages.Of(mid);
            if (head.Any(line => line.StartsWith($"# excluded: {mid}: ", StringComparison.Ordinal)))
                Assert.Null(shared);
            else if (shared?.Rule == "decided")
                Assert.Contains(head, line => line.StartsWith($"# decided: {mid}, {shared.LvisName}: ", StringComparison.Ordinal));
            else
                Assert.Equal(ByRule(lvis, name), (shared?.LvisName, shared?.Rule));
        }
    }

    private static (string?, string?) ByRule(JToken lvis, string name)
    {
        (string Rule, Func<JToken, IEnumerable<string>> Names)[] ways =
        [
            ("name", category => [Spaced(category["name"])]),
            ("name", category => [Brackets().Replace(Spaced(category["name"]), "")]),
            ("synset", category => [Spaced(category["synset"])[..^5]]), // .n.01
            ("synonym", category => category["synonyms"]!.Select(Spaced)),
            ("synonym", category => category["synonyms"]!.Select(text => Brackets().Replace(Spaced(text), ""))),
        ];
        foreach (var (rule, names) in ways)
            if (lvis.Where(category => names(category).Contains(name)).ToArray() is { Length: > 0 } found)
                return ((string)Assert.Single(found)["name"]!, rule);
        return (null, null);
    }

    private static string Spaced(JToken? text) => ((string)text!).Replace('_', ' ').ToLowerInvariant();

    [GeneratedRegex(@" ?\(.*\)$")]
    private static partial Regex Brackets();

    [GeneratedRegex("name: \"(?<mid>[^\"]*)\"\\s*id: [0-9]+\\s*display_name: \"(?<name>[^\"]*)\"")]
    private static partial Regex LabelMapEntry();
}

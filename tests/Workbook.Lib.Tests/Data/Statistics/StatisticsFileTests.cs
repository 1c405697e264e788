using System.Security.Cryptography;
using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Data.Statistics;
using Xunit;

namespace Workbook.Tests.Data.Statistics;

/// <summary>The embedded statistics against the files that they were made from, read here anew.</summary>
public sealed class StatisticsFileTests
{
    private const string Classes = "data/openimages/challenge-2019-classes-description-500.csv";
    private const string Hierarchy = "data/openimages/challenge-2019-label500-hierarchy.json";

    [Fact]
    public void Lvis_EveryCategory_IsTheOriginals()
    {
        var original = JArray.Parse(Original("data/lvis_v0.5_categories.json", StatisticsFile.Lvis));

        Assert.Equal(
            original.Select(category => new[] { "id", "name", "synset", "frequency", "image_count", "instance_count" }.Select(key => (string?)category[key])),
            StatisticsFile.Lvis.Rows);
    }

    [Fact]
    public void ImageNetLongTail_EveryClass_IsTheOriginals() => Assert.Equal(
        JObject.Parse(Original("data/imagenet-lt/ImageNet_LT_train_class_counts.json", StatisticsFile.ImageNetLongTail))["counts_by_label"]!.Values<int>(),
        ImageNetLongTail.TrainCounts);

    [Fact]
    public void OpenImages_EveryClassAndEdge_IsTheOriginals()
    {
        var names = Original(Classes, StatisticsFile.OpenImages).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var tree = JObject.Parse(Original(Hierarchy, StatisticsFile.OpenImages));

        var classes = OpenImagesFamilies.Challenge2019.Classes;
        Assert.Equal(names, classes.Select(item => $"{item.Mid},{item.Name}"));
        var edges = tree.DescendantsAndSelf().OfType<JObject>()
            .SelectMany(node => node["Subcategory"] ?? new JArray(), (node, child) => ((string)child["LabelName"]!, (string)node["LabelName"]!));
        Assert.Equal(
            edges.ToHashSet(),
            classes.SelectMany(item => item.Parents.DefaultIfEmpty("/m/0bl9f"), (item, parent) => (item.Mid, parent)).ToHashSet());
    }

    [Fact]
    public void EveryFile_SaysWhereItIsFrom()
    {
        foreach (var file in StatisticsFile.All)
        {
            Assert.StartsWith("https://github.com/", file.Source, StringComparison.Ordinal);
            Assert.NotEmpty(file.Licence);
            Assert.NotEmpty(file.Originals);
            Assert.All(file.Originals, original => Assert.Matches("^[^ ]+, SHA-256 [0-9a-f]{64}$", original));
        }
    }

    /// <summary>The text of an original, which must be the one that the embedded file names.</summary>
    private static string Original(string path, StatisticsFile embedded)
    {
        var bytes = File.ReadAllBytes(SharedFiles.Path(path));
        Assert.Contains($"{Path.GetFileName(path)}, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}", embedded.Originals);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }
}

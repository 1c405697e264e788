using System.Globalization;
using Newtonsoft.Json.Linq;
using Workbook.Data.Images;
using Workbook.Data.Synthetic;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Data.Synthetic;

public sealed class SyntheticOpenImagesTests(SyntheticOpenImagesTests.Smoke smoke) : IClassFixture<SyntheticOpenImagesTests.Smoke>
{
    private readonly SyntheticDetectionSet _set = smoke.Set;

    [Fact]
    public void Hierarchy_Read_HasTheDescribedClassesOnceEach()
    {
        var described = File.ReadLines(_set.Descriptions).Select(line => line.Split(',')).ToArray();
        Assert.All(described, fields => Assert.Equal(2, fields.Length));
        var root = JObject.Parse(File.ReadAllText(_set.Hierarchy));
        var classes = root["Subcategory"]!.SelectMany(Labels).ToArray();
        Assert.Equal(described.Select(fields => fields[0]).Order(), classes.Order());
        var leaves = root.DescendantsAndSelf().OfType<JObject>().Where(node => node["Subcategory"] is null).Select(node => (string)node["LabelName"]!);
        Assert.Equal(_set.Categories.Select(category => category.Mid).Order(), leaves.Order());
    }

    [Fact]
    public void Mini_Classes_FallIntoFiveGroupsOfEqualSize()
    {
        var files = new OpenImagesFiles(SyntheticCatalogue.For(SyntheticDetectionSize.Mini));
        var groups = files.Groups([]).CountBy(item => item.Group).OrderBy(group => group.Key);
        Assert.Equal(Enumerable.Range(1, 5).Select(group => KeyValuePair.Create(group, 17)), groups);
    }

    [Theory]
    [InlineData(SyntheticSplit.Train)]
    [InlineData(SyntheticSplit.Validation)]
    public void Boxes_Read_AgreeWithLabelsImagesAndHierarchy(SyntheticSplit split)
    {
        var parents = Parents();
        var boxes = Rows(_set.Annotations(split), "ImageID,LabelName,XMin,XMax,YMin,YMax,IsGroupOf");
        var labels = Rows(_set.Labels(split), "ImageID,LabelName,Confidence");
        var images = Directory.GetFiles(_set.Images(split)).ToDictionary(path => Path.GetFileNameWithoutExtension(path)!, ImageFile.Load);
        Assert.Equal(SyntheticSpec.Of(_set.Size).Images(split), images.Count);
        Assert.All(images.Keys, id => Assert.True(id.Length == 16 && ulong.TryParse(id, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _)));

        Assert.Equal(labels.Length, labels.DistinctBy(row => (row[0], row[1])).Count());
        var positive = labels.Where(row => row[2] == "1").Select(row => (row[0], row[1])).ToHashSet();
        Assert.Equal(positive.Order(), boxes.Select(row => (row[0], row[1])).Distinct().Order());
        Assert.Equal(images.Keys.Order(), positive.Select(pair => pair.Item1).Distinct().Order());
        // What is present is not said to be absent, nor is any class above or below it.
        var present = positive.SelectMany(pair => Ancestors(pair.Item2).Select(mid => (pair.Item1, mid))).ToHashSet();
        Assert.DoesNotContain(labels, row => row[2] == "0" && present.Contains((row[0], row[1])));
        Assert.Contains(labels, row => row[2] == "0");

        foreach (var row in boxes)
        {
            double[] edges = [.. row[2..6].Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
            Assert.True(edges[0] >= 0 && edges[0] < edges[1] && edges[1] <= 1 && edges[2] >= 0 && edges[2] < edges[3] && edges[3] <= 1);
            Assert.Equal(edges[1] * images[row[0]].Width, Math.Round(edges[1] * images[row[0]].Width), 0.001);
        }
        if (split == SyntheticSplit.Train)
            Assert.Contains(boxes, row => parents.ContainsValue(row[1])); // annotated at an inner class

        IEnumerable<string> Ancestors(string mid)
        {
            for (string? at = mid; at is not null; at = parents.GetValueOrDefault(at))
                yield return at;
        }
    }

    // A group covers at least five touching instances, drawn with their own colours.
    [Fact]
    public void Groups_Drawn_HangTogether()
    {
        var plans = SplitPlan.Make(SyntheticSpec.Of(_set.Size), _set.Categories, _set.Kind, SyntheticSplit.Train, _set.Seed);
        var groups = 0;
        for (var image = 0; image < plans.Length; image++)
        {
            var scene = SyntheticScene.Draw(plans[image], _set.Categories, _set.Seed, ((ulong)_set.Kind, 0, (ulong)image));
            foreach (var item in scene.Objects.Where(item => item.Plan.IsGroup))
            {
                Assert.InRange(item.Plan.Figures, 5, 8);
                Assert.True(item.Polygons.Length < item.Plan.Figures);
                groups++;
            }
        }
        Assert.True(groups > 5);
        Assert.Equal(groups, Rows(_set.Annotations(SyntheticSplit.Train), null).Count(row => row[6] == "1"));
    }

    private static string[][] Rows(string path, string? header)
    {
        var lines = File.ReadAllLines(path);
        Assert.Equal(header ?? lines[0], lines[0]);
        return [.. lines[1..].Select(line => line.Split(','))];
    }

    private Dictionary<string, string> Parents()
    {
        var parents = new Dictionary<string, string>();
        Visit(JObject.Parse(File.ReadAllText(_set.Hierarchy)));
        return parents;

        void Visit(JToken node)
        {
            foreach (var child in node["Subcategory"] ?? new JArray())
            {
                parents.Add((string)child["LabelName"]!, (string)node["LabelName"]!);
                Visit(child);
            }
        }
    }

    private static IEnumerable<string> Labels(JToken node) => [(string)node["LabelName"]!, .. (node["Subcategory"] ?? new JArray()).SelectMany(Labels)];

    /// <summary>One set for all tests of the class.</summary>
    public sealed class Smoke : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Smoke() =>
            Set = SyntheticDetection.Write(Path.Combine(_folder.Path, "set"), SyntheticDetectionKind.OpenImages, SyntheticDetectionSize.Smoke, seed: 5);

        public SyntheticDetectionSet Set { get; }

        public void Dispose() => _folder.Dispose();
    }
}

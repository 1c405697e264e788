using System.Globalization;
using Workbook.Data;
using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.OpenImages;
using Workbook.Data.Sampling;
using Workbook.Data.Synthetic;
using Workbook.Data.Transforms;
using Workbook.Experiments;
using Workbook.Tests.Data.Detection;
using Workbook.Tests.Models;
using Workbook.Tests.Results;
using Workbook.Training;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Training;

/// <summary>LVIS's data with what the challenge adds, by hand and on the SYNTHETIC sets.</summary>
[Collection(nameof(Alone))]
public sealed class LvisChallengeSetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // LVIS has a and c; the other set b (not in LVIS), c, a. Of its three images one has b alone.
    [Fact]
    public void Join_TwoSets_HasTheSecondOnesSharedObjectsInTheFirstOnesCategories()
    {
        var first = GroundTruth.Load(GroundTruth.Text());
        var second = GroundTruth.Load(GroundTruth.Text(
            """{"id": 7, "height": 10, "width": 20, "neg_category_ids": [2, 1]}, {"id": 8, "height": 11, "width": 21}, {"id": 9, "height": 12, "width": 22}""",
            """{"id": 1, "name": "b"}, {"id": 2, "name": "c"}, {"id": 3, "name": "a"}""",
            """
            {"id": 1, "image_id": 9, "category_id": 2, "bbox": [1, 1, 5, 5], "area": 25}, {"id": 2, "image_id": 8, "category_id": 1, "bbox": [0, 0, 4, 4], "area": 16},
            {"id": 3, "image_id": 7, "category_id": 3, "bbox": [2, 2, 3, 3], "area": 9}, {"id": 4, "image_id": 7, "category_id": 1, "bbox": [2, 2, 3, 3], "area": 9}
            """));
        var split = LvisChallengeSets.Join(
            new(first, image => $"first/{image}", [[], [new(1, 2, 3, 4)]]), new(second, image => $"second/{image}"), map: [-1, 1, 0]);

        var joined = split.Dataset;
        Assert.Equal(["a", "c"], joined.Categories.Names);
        Assert.Equal([7L, 3, 8, 9], joined.Images.Ids);
        Assert.Equal([100, 50, 10, 12], joined.Images.Heights);
        Assert.Equal(["first/0", "first/1", "second/0", "second/2"], Enumerable.Range(0, 4).Select(split.Path));
        Assert.Equal([0, 1, 1, 3, 2], joined.Annotations.Images);
        Assert.Equal([0, 0, 0, 1, 0], joined.Annotations.Categories);
        Assert.Equal(first.Annotations.Ids.Concat([4, 5]), joined.Annotations.Ids);
        Assert.Equal([true, true, false, false, false], Enumerable.Range(0, 5).Select(joined.Annotations.HasSegmentation));
        Assert.Equal(first.Annotations.Segmentations.Polygons(0), joined.Annotations.Segmentations.Polygons(0));
        // What is listed for an image of the second set: its own object's category, and the absent one that both sets have.
        Assert.Equal([0, 1], DetectionTargets.ListedIn(joined.Images, 2)!);
        Assert.Equal([1], DetectionTargets.ListedIn(joined.Images, 3)!);
        Assert.Equal([0, 1, 0, 0], split.Ignored!.Select(regions => regions.Count));
        // a in three of four images, c in one.
        Assert.Equal([0.75, 0.25], LvisChallengeSets.Sets(split, split, new DataSource("", true, "", new Dictionary<string, string>())).Frequency.Frequencies);
        // c, in a quarter of the images, comes twice as often where t is 1.
        Assert.Equal([1.1547, 1.1547, 1.1547, 2], RepeatFactors.Of(joined, TrainingImages.Of(joined), 1).Select(factor => Math.Round(factor, 4)));
    }

    [Fact]
    public void Unannotated_Boxes_AreThoseThatNoObjectIs()
    {
        var dataset = GroundTruth.Load(GroundTruth.Text());
        // On the first image an object at (1, 2, 30, 40): half of its height, a third of it, and elsewhere.
        BoxXywh[] boxes = [new(1, 2, 30, 20), new(1, 2, 30, 13), new(100, 2, 30, 40)];
        Assert.Equal(boxes[1..], LvisChallengeSets.Unannotated(dataset, [boxes, []])[0]);
    }

    [Fact]
    public void Regions_OnATransformedImage_AreMirroredScaledAndCutOff()
    {
        using var scope = NewDisposeScope();
        var regions = DetectionTargets.Regions([new(10, 10, 20, 30), new(90, 0, 20, 10), new(-20, 0, 15, 10)], new ImageGeometry(50, 100, 100, 200, IsFlipped: true), CPU);
        Assert.Equal([140f, 20, 180, 80, 0, 0, 20, 20], regions.data<float>().ToArray());
    }

    [Fact]
    public void Open_ChallengeAtSmoke_HasRegionsAndTheOtherSetsBoxes()
    {
        var experiment = (DetectionExperiment)Baselines.ChallengeOpenImages.Scaled(Profile.Smoke);
        var plain = LvisChallengeSets.Open(experiment with { Challenge = experiment.Challenge! with { AddsOpenImages = false, IgnoresCocoBoxes = false } }, null, _folder.Path);
        var sets = LvisChallengeSets.Open(experiment, null, _folder.Path);

        Assert.Null(plain.Train.Ignored);
        Assert.Equal(sets.Train.Dataset.Images.Count, sets.Train.Ignored!.Count);
        Assert.Contains(sets.Train.Ignored, regions => regions.Count > 0);
        Assert.All(sets.Train.Ignored.Skip(plain.Train.Dataset.Images.Count), Assert.Empty);
        var added = Enumerable.Range(plain.Train.Dataset.Images.Count, sets.Train.Dataset.Images.Count - plain.Train.Dataset.Images.Count).ToArray();
        Assert.NotEmpty(added);
        Assert.All(added, image => Assert.True(File.Exists(sets.Train.Path(image))));
        Assert.Equal(plain.Validation.Dataset.Sha256, sets.Validation.Dataset.Sha256);
        // 20 objects of each shared category, each in one image at least and 20 at most.
        var shared = SyntheticCompanion.SharedWith(SyntheticSource.OpenImages, SyntheticDetectionSize.Smoke).Select(category => category.Id - 1).ToArray();
        var (before, after) = (plain.Frequency.ImageCounts, sets.Frequency.ImageCounts);
        Assert.All(Enumerable.Range(0, before.Count), i => Assert.Equal(shared.Contains(i), after[i] > before[i]));
        Assert.Subset(sets.Source.Sha256.Keys.ToHashSet(), plain.Source.Sha256.Keys.ToHashSet());
        Assert.Equal(2, sets.Source.Sha256.Count - plain.Source.Sha256.Count);
        Assert.True(sets.Source.IsSynthetic);
    }

    [Fact]
    public void OpenTest_Smoke_IsOfTheSetsCategories()
    {
        var (split, source) = LvisChallengeSets.OpenTest(new SyntheticLongTail(SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Smoke), null, _folder.Path);
        Assert.Equal(SyntheticCatalogue.For(SyntheticDetectionSize.Smoke).Select(category => category.Name), split.Dataset.Categories.Names);
        Assert.True(source.IsSynthetic);
        Assert.Throws<NotSupportedException>(() => LvisChallengeSets.OpenTest(new Coco2017(), null, _folder.Path));
    }

    [Fact]
    public void Open_RealSetsThatAreNotThere_SaysWhatWasExpected()
    {
        string Of(Func<object> open) => Assert.Throws<FileNotFoundException>(open).Message;
        var coco = Of(() => LvisChallengeSets.Open(Baselines.CocoExpert, _folder.Path, _folder.Path));
        Assert.Contains("No COCO 2017 in " + _folder.Path, coco, StringComparison.Ordinal);
        Assert.Contains("instances_train2017.json", coco, StringComparison.Ordinal);
        Assert.Contains("challenge-2019-classes-description-500.csv", Of(() => LvisChallengeSets.Open(Baselines.OpenImagesExpert, _folder.Path, _folder.Path)), StringComparison.Ordinal);
        Assert.Contains("lvis_v0.5_image_info_test.json", Of(() => LvisChallengeSets.OpenTest(new Lvis(), _folder.Path, _folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void CocoBoxes_OfLvisImages_AreFoundByTheirIds()
    {
        Directory.CreateDirectory(_folder.Path + "/coco/annotations");
        File.WriteAllText(_folder.Path + "/coco/annotations/instances_train2017.json", GroundTruth.Text(
            """{"id": 3, "height": 50, "width": 60}, {"id": 5, "height": 50, "width": 60}, {"id": 7, "height": 100, "width": 200}""",
            """{"id": 1, "name": "person"}""",
            """{"id": 1, "image_id": 7, "category_id": 1, "bbox": [1, 2, 3, 4], "area": 12}, {"id": 2, "image_id": 5, "category_id": 1, "bbox": [0, 0, 9, 9], "area": 81}"""));
        Assert.Equal([[new BoxXywh(1, 2, 3, 4)], []], RealSets.CocoBoxes(GroundTruth.Load(GroundTruth.Text()), _folder.Path));
        var other = GroundTruth.Load(GroundTruth.Text(images: """{"id": 7, "height": 100, "width": 200}, {"id": 3, "height": 50, "width": 60}, {"id": 6, "height": 5, "width": 6}"""));
        Assert.Contains("lacks 1 of the 3 images", Assert.Throws<InvalidDataException>(() => RealSets.CocoBoxes(other, _folder.Path)).Message, StringComparison.Ordinal);
    }

    // Zebra and Lamp are LVIS's too, Person is not a name there.
    [Fact]
    public void Shared_OpenImages_AreTheFirstImagesWithASharedClass()
    {
        File.WriteAllText(_folder.Path + "/classes.csv", "/m/1,Zebra\n/m/2,Clothing\n/m/3,Lamp\n");
        File.WriteAllText(_folder.Path + "/boxes.csv", """
            ImageID,LabelName,XMin,XMax,YMin,YMax,IsGroupOf
            c,/m/2,0,1,0,1,0
            a,/m/3,0.25,0.5,0,0.5,0
            a,/m/2,0,1,0,1,0
            b,/m/1,0,1,0,0.5,1
            c,/m/1,0,1,0,1,0

            """);
        File.WriteAllText(_folder.Path + "/labels.csv", "ImageID,LabelName,Confidence\na,/m/1,0\na,/m/3,1\nb,/m/2,0\n");
        foreach (var (name, width) in new[] { ("a", 40), ("b", 20), ("c", 10) })
            File.WriteAllBytes($"{_folder.Path}/{name}.png", PngCodec.Encode(new RgbImage(20, width)));
        var annotated = OpenImagesDataset.Load(_folder.Path + "/boxes.csv", _folder.Path + "/labels.csv", Workbook.Data.OpenImages.OpenImagesClasses.Load(_folder.Path + "/classes.csv"));

        var split = RealSets.Shared(annotated, image => $"{_folder.Path}/{annotated.ImageId(image)}.png", most: 2);

        Assert.Equal(["Zebra", "Lamp"], split.Dataset.Categories.Names);
        Assert.Equal(["a.png", "b.png"], Enumerable.Range(0, 2).Select(image => Path.GetFileName(split.Path(image))));
        Assert.Equal([new BoxXywh(10, 0, 10, 10), new BoxXywh(0, 0, 20, 10)], split.Dataset.Annotations.Boxes);
        Assert.Equal([1, 0], split.Dataset.Annotations.Categories);
        Assert.Equal([false, true], split.Dataset.Annotations.IsCrowd);
        Assert.Equal([0], split.Dataset.Images.NegativeCategories(0).ToArray());
        Assert.Empty(split.Dataset.Images.NegativeCategories(1).ToArray());
    }

    [Fact]
    public void Exhaustive_Images_ListEveryCategory()
    {
        var dataset = RealSets.Exhaustive(GroundTruth.Load(GroundTruth.Text()));
        Assert.All([0, 1], image => Assert.Equal([0, 1], DetectionTargets.ListedIn(dataset.Images, image)!));
        Assert.Equal([2997u, 3u], dataset.Annotations.Segmentations.RunLengths(1).ToArray());
        // One image without an object, one with c alone.
        var few = RealSets.Exhaustive(GroundTruth.Load(GroundTruth.Text(annotations: """{"id": 1, "image_id": 3, "category_id": 30, "bbox": [1, 2, 30, 40], "area": 1200}""")));
        Assert.Equal([0, 1], few.Images.NegativeCategories(0).ToArray());
        Assert.Equal([0], few.Images.NegativeCategories(1).ToArray());
    }

    [Fact]
    public void Map_SyntheticSets_GoesByName()
    {
        var size = SyntheticDetectionSize.Mini;
        DetectionCategories Of(IEnumerable<SyntheticCategory> categories) => DatasetBuilder.Categories([.. categories.Select(category => category.Name)]);
        var (lvis, coco, open) = (
            Of(SyntheticCatalogue.For(size)), Of(SyntheticCompanion.SharedWith(SyntheticSource.Coco, size)), Of(SyntheticCompanion.SharedWith(SyntheticSource.OpenImages, size)));
        var map = ExternalCategories.Map(
            new SyntheticExternal(SyntheticSource.Coco, size), coco, new SyntheticLongTail(SyntheticDetectionKind.Lvis, size), lvis);
        Assert.Equal(coco.Names, map.Select(i => lvis.Names[i]));
        var between = ExternalCategories.Map(new SyntheticExternal(SyntheticSource.Coco, size), coco, new SyntheticExternal(SyntheticSource.OpenImages, size), open);
        Assert.Equal(coco.Names.Intersect(open.Names).Order(), between.Where(i => i >= 0).Select(i => open.Names[i]).Order());
        Assert.Contains(-1, between);
    }

    [Theory]
    [InlineData("traffic light", "traffic_light")]
    [InlineData("zebra", "zebra")]
    public void LvisIds_CocoNames_AreLvisCategories(string name, string lvis) => Assert.Equal(
        Workbook.Data.Statistics.LvisCategories.V05.Single(category => category.Name == lvis).Id.ToString(CultureInfo.InvariantCulture),
        ExternalCategories.LvisIds(new Coco2017(), DatasetBuilder.Categories([name]))[0]!.Value.ToString(CultureInfo.InvariantCulture));
}

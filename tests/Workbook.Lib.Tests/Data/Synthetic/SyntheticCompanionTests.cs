using Workbook.Data;
using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.Synthetic;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Data.Synthetic;

public sealed class SyntheticCompanionTests : IClassFixture<SyntheticCompanionTests.Sets>
{
    private readonly Sets _sets;

    public SyntheticCompanionTests(Sets sets) => _sets = sets;

    [Theory]
    [InlineData(SyntheticSource.Coco, 16, 6, 2)]
    [InlineData(SyntheticSource.OpenImages, 12, 9, 8)]
    public void SharedWith_Mini_AreSoManyOfEachGroup(SyntheticSource source, int frequent, int common, int rare)
    {
        var shared = SyntheticCompanion.SharedWith(source, SyntheticDetectionSize.Mini);
        int Of(FrequencyGroup group) => shared.Count(category => category.Group == group);
        Assert.Equal((frequent, common, rare), (Of(FrequencyGroup.Frequent), Of(FrequencyGroup.Common), Of(FrequencyGroup.Rare)));
        Assert.Subset(SyntheticCatalogue.For(SyntheticDetectionSize.Mini).ToHashSet(), shared.ToHashSet());
    }

    [Theory]
    [InlineData(SyntheticSource.Coco)]
    [InlineData(SyntheticSource.OpenImages)]
    public void External_Training_IsBalancedAndAnnotatedAsItsSourceIs(SyntheticSource source)
    {
        var set = _sets.External(source);
        var train = DetectionDataset.Load(set.Annotations(SyntheticSplit.Train), ProblemHandling.Strict);
        Assert.Equal(SyntheticCompanion.SharedWith(source, SyntheticDetectionSize.Smoke).Select(category => category.Name), train.Categories.Names);
        Assert.All(Enumerable.Range(0, train.Categories.Count), category => Assert.Equal(20, train.Annotations.Categories.Count(own => own == category)));
        Assert.All(Enumerable.Range(0, train.Annotations.Count), i => Assert.Equal(source == SyntheticSource.Coco, train.Annotations.HasSegmentation(i)));
        var listed = Enumerable.Range(0, train.Images.Count).Select(image => train.Images.PositiveCategories(image).Length + train.Images.NegativeCategories(image).Length).ToArray();
        if (source == SyntheticSource.Coco)
            Assert.All(listed, count => Assert.Equal(train.Categories.Count, count));
        else
            Assert.Contains(listed, count => count < train.Categories.Count);
        Assert.True(set.Source.IsSynthetic);
        Assert.StartsWith("SYNTHETIC", set.Source.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_InAnotherLook_HasOtherColours()
    {
        var categories = SyntheticCatalogue.For(SyntheticDetectionSize.Smoke);
        var plan = new ImagePlan(96, 96, [new PlannedObject(0, true, true)], [], [], new HashSet<int>());
        (double Red, double Blue) Mean(SyntheticLook? look)
        {
            var pixels = SyntheticScene.Draw(plan, categories, 0, (9, 9, 9), look).Image.Pixels.ToArray();
            double Channel(int channel) => Enumerable.Range(0, 96 * 96).Average(i => (double)pixels[3 * i + channel]);
            return (Channel(0), Channel(2));
        }
        var (plain, tinted) = (Mean(null), Mean(SyntheticLook.Plain with { Tint = new Rgb(0.5, 1, 1) }));
        Assert.Equal(plain, Mean(SyntheticLook.Plain));
        Assert.True(tinted.Red < 0.8 * plain.Red);
        Assert.Equal(plain.Blue, tinted.Blue);
        // Grey has as much of red as of blue.
        var grey = Mean(SyntheticLook.Plain with { Saturation = 0, Noise = 0 });
        Assert.Equal(grey.Red, grey.Blue);
    }

    [Fact]
    public void Test_Images_AreOthersThanThoseOfTheSet()
    {
        var test = SyntheticCompanion.Test(_sets.Folder, SyntheticDetectionSize.Smoke, 0);
        var dataset = DetectionDataset.Load(test.Annotations(SyntheticSplit.Test), ProblemHandling.Strict);
        var ids = new[] { SyntheticSplit.Train, SyntheticSplit.Validation }.SelectMany(split => DetectionDataset.Load(_sets.Lvis.Annotations(split)).Images.Ids);
        Assert.Empty(dataset.Images.Ids.Intersect(ids));
        Assert.Equal(SyntheticSpec.Of(SyntheticDetectionSize.Smoke).ValidationImages, dataset.Images.Count);
        Assert.All(dataset.CountImages(), count => Assert.True(count >= 4));
        var validation = Directory.GetFiles(_sets.Lvis.Images(SyntheticSplit.Validation)).Select(File.ReadAllBytes).Select(Convert.ToHexString).ToHashSet();
        Assert.DoesNotContain(Directory.GetFiles(test.Images(SyntheticSplit.Test)).Select(File.ReadAllBytes).Select(Convert.ToHexString), validation.Contains);
    }

    [Fact]
    public void External_ChangedFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var set = SyntheticCompanion.External(folder.Path, SyntheticSource.Coco, SyntheticDetectionSize.Smoke, 1);
        File.AppendAllText(set.Annotations(SyntheticSplit.Train), " ");
        var problem = Assert.Throws<InvalidDataException>(() => SyntheticCompanion.External(folder.Path, SyntheticSource.Coco, SyntheticDetectionSize.Smoke, 1));
        Assert.Contains("instances_train.json", problem.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() =>
        {
            File.Delete(Path.Combine(set.Folder, "dataset.json"));
            SyntheticCompanion.External(folder.Path, SyntheticSource.Coco, SyntheticDetectionSize.Smoke, 1);
        });
    }

    [Fact]
    public void Unannotated_Boxes_AreOfObjectsThatTheImagesShow()
    {
        var all = SyntheticCatalogue.For(SyntheticDetectionSize.Smoke);
        var some = all.Take(3).Select(category => category.Name).ToHashSet();
        var boxes = SyntheticShown.Unannotated(SyntheticDetectionSize.Smoke, 0, SyntheticSplit.Train, some);
        var plans = SplitPlan.Make(SyntheticSpec.Of(SyntheticDetectionSize.Smoke), all, SyntheticDetectionKind.Lvis, SyntheticSplit.Train, 0);
        var train = DetectionDataset.Load(_sets.Lvis.Annotations(SyntheticSplit.Train));
        Assert.Contains(boxes, list => list.Count > 0);
        for (var image = 0; image < boxes.Count; image++)
        {
            if (boxes[image].Count == 0)
                continue;
            var scene = SyntheticScene.Draw(plans[image], all, 0, (0, 0, (ulong)image));
            // It is the scene of the file ...
            Assert.Equal(scene.Image.Pixels, ImageFile.Load(Path.Combine(_sets.Lvis.Images(SyntheticSplit.Train), train.Images.FileNames[image])).Pixels);
            // ... and the boxes are where the pixels of its objects without annotation are.
            var expected = Enumerable.Range(0, plans[image].Objects.Count)
                .Where(i => !plans[image].Objects[i].IsAnnotated && some.Contains(all[plans[image].Objects[i].Category].Name) && scene.Owners.Contains(i))
                .Select(i => Around(scene.Owners, i, plans[image].Width));
            Assert.Equal(expected, boxes[image]);
        }

        static BoxXywh Around(int[] owners, int owner, int width)
        {
            int[] at = [.. Enumerable.Range(0, owners.Length).Where(i => owners[i] == owner)];
            var (left, top) = (at.Min(i => i % width), at.Min(i => i / width));
            return new(left, top, at.Max(i => i % width) + 1 - left, at.Max(i => i / width) + 1 - top);
        }
    }

    public sealed class Sets : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Sets() => Lvis = SyntheticDetection.Write(Path.Combine(Folder, "lvis"), SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Smoke, 0);

        internal string Folder => _folder.Path;

        internal SyntheticDetectionSet Lvis { get; }

        internal SyntheticCompanion External(SyntheticSource source) => SyntheticCompanion.External(Folder, source, SyntheticDetectionSize.Smoke, 0);

        public void Dispose() => _folder.Dispose();
    }
}

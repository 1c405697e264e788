using System.Text;
using System.Text.Json;
using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.Synthetic;
using Workbook.Evaluation.Detection;
using Workbook.Ops.Masks;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Data.Synthetic;

public sealed class SyntheticLvisTests(SyntheticLvisTests.Smoke smoke) : IClassFixture<SyntheticLvisTests.Smoke>
{
    private readonly SyntheticDetectionSet _set = smoke.Set;

    [Fact]
    public void Train_Loaded_CountsAndGroupsAreTheCatalogues()
    {
        var train = Load(SyntheticSplit.Train);
        Assert.Equal(_set.Categories.Select(category => category.Name), train.Categories.Names);
        Assert.Equal(_set.Categories.Select(category => category.Group), train.Categories.FrequencyGroups);
        Assert.Equal(_set.Categories.Select(category => (long)category.TrainImages), train.CountImages());
        // Strict reading has compared the file's counts with its annotations; that it states some is to be shown.
        Assert.Equal(train.CountImages(), train.Categories.StatedImageCounts);
        Assert.True(train.Categories.StatedInstanceCounts.Sum() == train.Annotations.Count && train.Annotations.Count > train.CountImages().Sum());

        var frequency = train.ClassFrequency();
        Assert.Equal(108, frequency.TotalImages);
        Assert.Equal(2, frequency.Tail(10.5 / 108).Count(isTail => isTail));
        Assert.Equal(4, frequency.Tail(100.5 / 108).Count(isTail => isTail));
    }

    [Fact]
    public void Validation_Loaded_EnoughOfEveryCategory()
    {
        var validation = Load(SyntheticSplit.Validation);
        Assert.All(validation.CountImages(), count => Assert.True(count >= 4));
        Assert.Empty(validation.Images.Ids.Intersect(Load(SyntheticSplit.Train).Images.Ids));
    }

    [Fact]
    public void Annotations_Loaded_AgreeWithTheDrawnPixels()
    {
        var (train, split) = (Load(SyntheticSplit.Train), SyntheticSplit.Train);
        var plans = SplitPlan.Make(SyntheticSpec.Of(_set.Size), _set.Categories, _set.Kind, split, _set.Seed);
        var next = 0;
        for (var image = 0; image < plans.Length; image++)
        {
            var scene = SyntheticScene.Draw(plans[image], _set.Categories, _set.Seed, ((ulong)_set.Kind, (ulong)split, (ulong)image));
            var (height, width) = (train.Images.Heights[image], train.Images.Widths[image]);
            var read = ImageFile.Load(Path.Combine(_set.Images(split), train.Images.FileNames[image]));
            Assert.Equal((height, width), (read.Height, read.Width));
            Assert.True(read.Pixels.SequenceEqual(scene.Image.Pixels));
            for (var owner = 0; owner < plans[image].Objects.Count; owner++)
            {
                var drawn = RunLengthMask.FromBitmap(Columns(scene.Owners, owner, height, width), height, width);
                var item = plans[image].Objects[owner];
                Assert.True(drawn.Area > 0 || !item.IsRequired);
                if (!item.IsAnnotated || drawn.Area == 0)
                    continue;
                var mask = RunLengthMask.FromPolygons(train.Annotations.Segmentations.Polygons(next), height, width);
                Assert.Equal(drawn.ToCounts(), mask.ToCounts());
                Assert.Equal(drawn.Area, train.Annotations.Areas[next]);
                Assert.Equal(new BoxXywh(drawn.Box.X, drawn.Box.Y, drawn.Box.Width, drawn.Box.Height), train.Annotations.Boxes[next]);
                Assert.Equal((image, item.Category), (train.Annotations.Images[next], train.Annotations.Categories[next]));
                next++;
            }
        }
        Assert.Equal(train.Annotations.Count, next);
    }

    [Fact]
    public void Validation_ItsOwnAnnotationsAsDetections_AllFound()
    {
        var validation = Load(SyntheticSplit.Validation);
        var annotations = validation.Annotations;
        var results = new StringBuilder();
        for (var i = 0; i < annotations.Count; i++)
        {
            var (image, box) = (annotations.Images[i], annotations.Boxes[i]);
            var (height, width) = (validation.Images.Heights[image], validation.Images.Widths[image]);
            var mask = RunLengthMask.FromPolygons(annotations.Segmentations.Polygons(i), height, width).ToCompressedString();
            results.Append(FormattableString.Invariant($$"""
                {{(i == 0 ? "" : ",")}}{"image_id":{{validation.Images.Ids[image]}},"category_id":{{validation.Categories.Ids[annotations.Categories[i]]}},
                "bbox":[{{box.X}},{{box.Y}},{{box.Width}},{{box.Height}}],"score":0.9,"segmentation":{"size":[{{height}},{{width}}],"counts":{{JsonSerializer.Serialize(mask)}} } }
                """));
        }
        var detections = DetectionResults.Load(
            new MemoryStream(Encoding.UTF8.GetBytes($"[{results}]")), "own annotations", validation, ProblemHandling.Strict);
        foreach (var kind in Enum.GetValues<IouKind>())
        {
            var evaluation = LvisEvaluator.Evaluate(validation, detections, kind);
            Assert.All(["AP", "APr", "APc", "APf", "APs"], metric => Assert.Equal(1, evaluation.Metric(metric)!.Value, 9));
        }
    }

    private DetectionDataset Load(SyntheticSplit split) => DetectionDataset.Load(_set.Annotations(split), ProblemHandling.Strict);

    private static byte[] Columns(int[] owners, int owner, int height, int width)
    {
        var pixels = new byte[owners.Length];
        for (var at = 0; at < owners.Length; at++)
            pixels[at % width * height + at / width] = owners[at] == owner ? (byte)1 : (byte)0;
        return pixels;
    }

    /// <summary>One set for all tests of the class.</summary>
    public sealed class Smoke : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Smoke() =>
            Set = SyntheticDetection.Write(Path.Combine(_folder.Path, "set"), SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Smoke, seed: 5);

        public SyntheticDetectionSet Set { get; }

        public void Dispose() => _folder.Dispose();
    }
}

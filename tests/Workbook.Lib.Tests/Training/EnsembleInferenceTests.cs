using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.Loading;
using Workbook.Data.Transforms;
using Workbook.Models;
using Workbook.Tests.Data.ImageFiles;
using Workbook.Tests.Data.Sampling;
using Workbook.Tests.Models;
using Workbook.Tests.Models.Detection;
using Workbook.Training;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Training;

/// <summary>On two images of noise, 30 x 40 and 40 x 30.</summary>
[Collection(nameof(Alone))]
public sealed class EnsembleInferenceTests : IDisposable
{
    private const int Limit = 12;
    private static readonly DetectionTransform Transform = new(new ResizeShortestEdge([64], 110), 0.5, PixelNormalisation.Torchvision, Stride: 32);
    private static readonly EnsembleConfig Config = new() { Classes = ThinDetector.Classes, DetectionsPerImage = Limit };
    private readonly string _folder = Directory.CreateTempSubdirectory("ensemble-inference-").FullName;
    private readonly DetectionDataset _set = SmallSet.Of(ThinDetector.Classes, [0, 1], [2]);

    public EnsembleInferenceTests()
    {
        for (var i = 0; i < _set.Images.Count; i++)
            File.WriteAllBytes(Path.Combine(_folder, $"{i}.png"), PngCodec.Encode(SampleImages.Noise(_set.Images.Heights[i], _set.Images.Widths[i], (ulong)i)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_OneMemberSameViews_IsTheFileOfTestTimeAugmentation()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(Limit);
        var views = TestView.All([48, 96], flip: true);
        var expected = Path.Combine(_folder, "expected.json");
        DetectorInference.Write(model, _set, ImagePaths.In(_set, _folder), Transform, CPU, expected, views: views);

        Assert.Equal(File.ReadAllText(expected), File.ReadAllText(Write(model, views, views)));
    }

    [Fact]
    public void Write_MasksInOtherViews_BoxesOfTheirs()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(Limit);
        TestView[] boxViews = [new(48, false)], maskViews = [new(96, false), new(48, true)];
        DetectionResults Read(string file) => DetectionResults.Load(file, _set, ProblemHandling.Strict);

        var (same, other, none) = (Read(Write(model, boxViews, boxViews)), Read(Write(model, boxViews, maskViews)), Read(Write(model, boxViews, [])));

        Assert.Equal(2 * Limit, other.Count);
        Assert.Equal(same.Boxes, other.Boxes);
        Assert.Equal(same.Boxes, none.Boxes);
        Assert.NotEqual(same.MaskAreas, other.MaskAreas);
        Assert.False(none.HasSegmentations);
    }

    [Fact]
    public void Write_WrongArguments_AreNamed()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(Limit);
        Assert.Contains("at least one view", Assert.Throws<ArgumentException>(() => Write(model, [], [])).Message, StringComparison.Ordinal);
        var many = new DetectorEnsemble([new(model, [0, 1, 2, 3, 4, 5], GivesMasks: false)], Config with { Classes = 7 });
        Assert.Contains("7 categories cannot look for the 6", Assert.Throws<ArgumentException>(() => Write(many, [new(48, false)], [])).Message, StringComparison.Ordinal);
    }

    private string Write(MaskRcnn model, IReadOnlyList<TestView> boxViews, IReadOnlyList<TestView> maskViews) => Write(new DetectorEnsemble([new(model)], Config), boxViews, maskViews);

    private string Write(DetectorEnsemble ensemble, IReadOnlyList<TestView> boxViews, IReadOnlyList<TestView> maskViews)
    {
        var results = Path.Combine(_folder, "detections.json");
        EnsembleInference.Write(ensemble, _set, ImagePaths.In(_set, _folder), Transform, boxViews, maskViews, CPU, results);
        return results;
    }
}

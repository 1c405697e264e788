using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.Loading;
using Workbook.Data.Transforms;
using Workbook.Models;
using Workbook.Ops;
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
public sealed class DetectorInferenceTests : IDisposable
{
    private const int Limit = 12;
    private static readonly DetectionTransform Transform = new(new ResizeShortestEdge([64], 110), 0.5, PixelNormalisation.Torchvision, Stride: 32);
    private readonly string _folder = Directory.CreateTempSubdirectory("detector-inference-").FullName;
    private readonly DetectionDataset _set = SmallSet.Of(ThinDetector.Classes, [0, 1], [2]);

    public DetectorInferenceTests()
    {
        for (var i = 0; i < _set.Images.Count; i++)
            File.WriteAllBytes(FileOf(i), PngCodec.Encode(SampleImages.Noise(_set.Images.Heights[i], _set.Images.Widths[i], (ulong)i)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_WithViews_AugmentedDetectionsOfTheStoredImages()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(Limit);
        var views = TestView.All([48, 96], flip: true);
        var written = Write(model, views);

        Assert.Equal(2 * Limit, written.Count);
        Assert.True(written.HasSegmentations);
        for (var image = 0; image < 2; image++)
        {
            var photo = ImageFile.Load(FileOf(image));
            // 96 would make the longer edge 128: the limit of 110 makes it 82.5 x 110.
            (int Short, int Long)[] sizes = [(48, 64), (83, 110)];
            var augmented = views.Select(view => Augmented(photo, sizes[view.ShorterEdge / 96], view.IsFlipped)).ToList();
            var expected = TestTimeAugmentation.Detect(model, augmented, new ImageSize(photo.Height, photo.Width));
            AssertWritten(expected, written, image);
        }
    }

    [Fact]
    public void Write_WithoutViews_PlainDetections()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(Limit);
        var written = Write(model, null);
        Assert.Equal(2 * Limit, written.Count);
        for (var image = 0; image < 2; image++)
        {
            var view = Augmented(ImageFile.Load(FileOf(image)), (64, 85), isFlipped: false);
            var plain = model.Detect(view.Pixels, [view.Size])[0];
            var (x, y) = (image == 0 ? 40f / 85 : 30f / 64, image == 0 ? 30f / 64 : 40f / 85);
            AssertWritten(plain with { Boxes = plain.Boxes * tensor(new[] { x, y, x, y }) }, written, image);
        }
    }

    [Fact]
    public void Write_NoViews_Throws()
    {
        using var scope = NewDisposeScope();
        using var model = ThinDetector.Model(Limit);
        Assert.Contains("got none", Assert.Throws<ArgumentException>(() => Write(model, [])).Message, StringComparison.Ordinal);
        Assert.Contains("\"0\"", Assert.Throws<ArgumentException>(() => Write(model, [new TestView(0, false)])).Message, StringComparison.Ordinal);
    }

    private string FileOf(int image) => Path.Combine(_folder, $"{image}.png");

    private DetectionResults Write(MaskRcnn model, IReadOnlyList<TestView>? views)
    {
        var results = Path.Combine(_folder, "detections.json");
        DetectorInference.Write(model, _set, ImagePaths.In(_set, _folder), Transform, CPU, results, views: views);
        return DetectionResults.Load(results, _set);
    }

    private static AugmentedImage Augmented(RgbImage photo, (int Short, int Long) size, bool isFlipped)
    {
        var (height, width) = photo.Width > photo.Height ? (size.Short, size.Long) : (size.Long, size.Short);
        var resized = BilinearResize.Resize(photo, height, width, isFlipped);
        var planes = tensor(resized.Pixels.ToArray(), [height, width, 3]).to(ScalarType.Float32).permute(2, 0, 1) / 255;
        planes = (planes - tensor(new[] { 0.485f, 0.456f, 0.406f }).reshape(3, 1, 1)) / tensor(new[] { 0.229f, 0.224f, 0.225f }).reshape(3, 1, 1);
        var pixels = zeros(1, 3, (height + 31) / 32 * 32, (width + 31) / 32 * 32);
        pixels[0].slice(1, 0, height, 1).slice(2, 0, width, 1).copy_(planes);
        return new(ChannelsLast.Of(pixels), new ImageSize(height, width), isFlipped);
    }

    private static void AssertWritten(Detections expected, DetectionResults written, int image)
    {
        var (boxes, scores, labels) = (expected.Boxes.data<float>().ToArray(), expected.Scores.data<float>().ToArray(), expected.Labels.data<long>().ToArray());
        var rows = Enumerable.Range(0, written.Count).Where(d => written.Images[d] == image).ToArray();
        Assert.Equal(labels, rows.Select(d => (long)written.Categories[d]));
        var masks = MaskPasting.RunLengths(expected.Masks!, expected.Boxes, image == 0 ? 30 : 40, image == 0 ? 40 : 30, 0.5f);
        Assert.Contains(masks, mask => mask.Area > 0);
        Assert.Equal(masks.Select(mask => mask.Area), rows.Select(d => written.MaskAreas[d]));
        for (var d = 0; d < rows.Length; d++)
        {
            var box = written.Boxes[rows[d]];
            Assert.Equal(scores[d], written.Scores[rows[d]], 1e-5);
            foreach (var (edge, value) in new[] { box.X, box.Y, box.X + box.Width, box.Y + box.Height }.Index())
                Assert.Equal(boxes[4 * d + edge], value, 0.011);
        }
    }
}

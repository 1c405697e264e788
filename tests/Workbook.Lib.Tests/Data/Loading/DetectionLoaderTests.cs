using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.Loading;
using Workbook.Data.Sampling;
using Workbook.Data.Transforms;
using Workbook.Tests.Data.ImageFiles;
using Workbook.Tests.Data.Sampling;
using Xunit;

namespace Workbook.Tests.Data.Loading;

public sealed class DetectionLoaderTests : IDisposable
{
    private const int Count = 7;
    private static readonly DetectionTransform Transform = new(new ResizeShortestEdge([20, 45], 60), 0.5, PixelNormalisation.Detectron2, Stride: 32);
    private readonly string _folder = Directory.CreateTempSubdirectory("detection-loader").FullName;
    private readonly DetectionDataset _set = SmallSet.Of(2, [.. Enumerable.Repeat<int[]>([0, 1], Count)]);

    public DetectionLoaderTests()
    {
        for (var i = 0; i < Count; i++)
            File.WriteAllBytes(FileOf(i), PngCodec.Encode(SampleImages.Noise(_set.Images.Heights[i], _set.Images.Widths[i], (ulong)i)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Next_OtherThreadsAheadAndStart_SameBatches()
    {
        var expected = Take(threads: 1, ahead: 1, first: 0, count: 12);
        Assert.Equal(expected, Take(threads: 3, ahead: 4, first: 0, count: 12));
        Assert.Equal(expected.Skip(7), Take(threads: 2, ahead: 2, first: 7, count: 5));
    }

    [Fact]
    public void Next_Batch_TransformedPartByPartAndPaddedWithZeros()
    {
        using var loader = Loader(threads: 2, ahead: 2);
        var drawn = new HashSet<(bool, int)>();
        for (var iteration = 0; iteration < 10; iteration++)
        {
            var batch = loader.Next();
            Assert.Equal(
                (iteration, 0, 0, 3 * batch.Count * batch.Height * batch.Width), (batch.Iteration, batch.Height % 32, batch.Width % 32, batch.Images.Length));
            for (var i = 0; i < batch.Count; i++)
                AssertImage(batch, i);
            drawn.Add((batch.Geometries[0].IsFlipped, Math.Min(batch.Geometries[0].NewHeight, batch.Geometries[0].NewWidth)));
            loader.Return(batch);
        }
        // The first place of ten iterations: mirrored or not, both lengths of the shorter edge.
        Assert.Equal(4, drawn.Count);
    }

    [Fact]
    public void Next_SeveralTransforms_TakeTurns()
    {
        var views = TestView.All([20, 45], flip: true);
        Assert.Equal([new(20, false), new(20, true), new(45, false), new(45, true)], views);
        var sampler = new BatchSampler(new SequentialOrder([0, 0, 0, 0, 1, 1, 1, 1]), 1);
        using var loader = new DetectionLoader(
            _set, ImagePaths.In(_set, _folder), sampler, [.. views.Select(Transform.Of)], seed: 1, threads: 2, ahead: 2, firstIteration: 2);
        // Images of 30 x 40 and 40 x 30: the shorter edge to 20 makes the longer 26.67.
        (int, bool)[] expected = [(45, false), (45, true), (20, false), (20, true), (45, false), (45, true)];
        foreach (var (iteration, view) in expected.Index())
        {
            var batch = loader.Next();
            Assert.Equal((iteration + 2) / 4, batch.ImageIndices[0]);
            var geometry = batch.Geometries[0];
            Assert.Equal(view, (Math.Min(geometry.NewHeight, geometry.NewWidth), geometry.IsFlipped));
            Assert.Equal(view.Item1 == 20 ? 27 : 60, Math.Max(geometry.NewHeight, geometry.NewWidth));
            AssertPixels(batch, 0);
            loader.Return(batch);
        }
    }

    [Fact]
    public void Next_NoTransform_Throws() => Assert.Throws<ArgumentException>(() => new DetectionLoader(
        _set, ImagePaths.In(_set, _folder), new BatchSampler(new SequentialOrder([0]), 1), [], seed: 1, threads: 1, ahead: 1));

    [Fact]
    public void Next_DamagedFile_ThrownAtItsBatchWithItsName()
    {
        File.WriteAllText(FileOf(4), "no image");
        var sampler = new BatchSampler(new SequentialOrder([0, 1, 2, 3, 4, 5, 6]), 2);
        using var loader = new DetectionLoader(_set, ImagePaths.In(_set, _folder), sampler, Transform, seed: 1, threads: 3, ahead: 3);
        loader.Return(loader.Next());
        loader.Return(loader.Next());
        var error = Assert.Throws<InvalidDataException>(loader.Next);
        Assert.Contains(FileOf(4), error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(loader.Next);
    }

    [Fact]
    public void Next_ImageOfAnotherSizeOrMissing_Throws()
    {
        File.WriteAllBytes(FileOf(0), PngCodec.Encode(new RgbImage(40, 30)));
        Assert.Contains("40 x 30 pixels; expected 30 x 40", Failure<InvalidDataException>(0).Message, StringComparison.Ordinal);
        File.Delete(FileOf(1));
        Assert.Contains(FileOf(1), Failure<FileNotFoundException>(1).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_EveryBufferInUse_Throws()
    {
        using var loader = Loader(threads: 2, ahead: 1);
        var first = loader.Next();
        loader.Next();
        Assert.Throws<InvalidOperationException>(loader.Next);
        loader.Return(first);
        Assert.Equal(2, loader.Next().Iteration);
        Assert.Throws<InvalidOperationException>(() => loader.Return(new DetectionBatch(1)));
    }

    [Fact]
    public void Paths_OldNameOfCoco_NameOf2017()
    {
        var json = "{\"images\": [{\"id\": 1, \"height\": 2, \"width\": 2, \"file_name\": \"COCO_val2014_000000397133.jpg\"}], \"categories\": [], \"annotations\": []}";
        var set = DetectionDataset.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)), "lvis");
        Assert.Equal(Path.Combine("photos", "000000397133.jpg"), ImagePaths.In(set, "photos")(0));
    }

    private string FileOf(int image) => Path.Combine(_folder, $"{image}.png");

    private DetectionLoader Loader(int threads, int ahead, long first = 0)
    {
        var sampler = new BatchSampler(new UniformOrder([.. Enumerable.Range(0, Count)], seed: 5), 3, groupByOrientation: _set.Images);
        return new(_set, ImagePaths.In(_set, _folder), sampler, Transform, seed: 6, threads, ahead, first);
    }

    private List<(long Iteration, string Images, string Objects)> Take(int threads, int ahead, long first, int count)
    {
        using var loader = Loader(threads, ahead, first);
        var taken = new List<(long, string, string)>();
        for (var i = 0; i < count; i++)
        {
            var batch = loader.Next();
            var hash = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(batch.Images.Span)));
            var boxes = string.Join(' ', batch.Instances.SelectMany(instances => instances.Boxes));
            taken.Add((batch.Iteration, hash, $"{string.Join(' ', batch.ImageIndices)} {string.Join(' ', batch.Geometries)} {boxes}"));
            loader.Return(batch);
        }
        return taken;
    }

    private void AssertImage(DetectionBatch batch, int place)
    {
        AssertPixels(batch, place);
        Assert.Equal(2, batch.Instances[place].Count);
    }

    private void AssertPixels(DetectionBatch batch, int place)
    {
        var geometry = batch.Geometries[place];
        var image = ImageFile.Load(FileOf(batch.ImageIndices[place]));
        Assert.Equal((image.Height, image.Width), (geometry.Height, geometry.Width));
        var resized = BilinearResize.Resize(image, geometry.NewHeight, geometry.NewWidth, geometry.IsFlipped);
        float[] mean = [103.53f, 116.28f, 123.675f];
        var values = batch.Images.Span.Slice(place * 3 * batch.Height * batch.Width, 3 * batch.Height * batch.Width);
        for (var c = 0; c < 3; c++)
            for (var y = 0; y < batch.Height; y++)
                for (var x = 0; x < batch.Width; x++)
                {
                    var isInside = y < resized.Height && x < resized.Width;
                    var expected = isInside ? resized.Pixels[(((y * resized.Width) + x) * 3) + 2 - c] - mean[c] : 0;
                    if (values[(((c * batch.Height) + y) * batch.Width) + x] != expected)
                        Assert.Fail($"Plane {c}, row {y}, column {x}: {values[(((c * batch.Height) + y) * batch.Width) + x]} instead of {expected}.");
                }
    }

    private TException Failure<TException>(int image)
        where TException : Exception
    {
        var sampler = new BatchSampler(new SequentialOrder([image]), 1);
        using var loader = new DetectionLoader(_set, ImagePaths.In(_set, _folder), sampler, Transform, seed: 1, threads: 1, ahead: 1);
        return Assert.Throws<TException>(loader.Next);
    }
}

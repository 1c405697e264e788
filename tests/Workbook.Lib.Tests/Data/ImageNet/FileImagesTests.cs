using Workbook.Data;
using Workbook.Data.ImageNet;
using Workbook.Data.Images;
using Xunit;

namespace Workbook.Tests.Data.ImageNet;

/// <summary>On JPEG and PNG files: image i is of one colour, 20 i in all channels.</summary>
public sealed class FileImagesTests : IDisposable
{
    private static readonly CropRecipe Recipe = new(Size: 8, Jitter: 0);
    private static readonly string[] Paths = ["a/0.JPEG", "a/1.JPEG", "b/2.JPEG", "a/3.JPEG", "b/4.JPEG"];
    private static readonly int[] Labels = [0, 0, 1, 0, 1];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("workbook-tests-");

    public FileImagesTests()
    {
        foreach (var (index, path) in Paths.Index())
        {
            var image = new RgbImage(12, 17);
            image.Pixels.Fill((byte)(20 * index));
            var file = Path.Combine(folder.FullName, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, JpegCodec.Encode(image, 100, JpegSampling.Full));
        }
    }

    [Fact]
    public void TryRead_TrainingImage_IsTheFilesAtTheCropSize()
    {
        Assert.Equal(60, Grey(Training(new FaultyImages(false)), 3));
    }

    [Theory]
    [InlineData("missing", "Could not find file")]
    [InlineData("truncated", "is a truncated or damaged JPEG file")]
    [InlineData("text", "is neither JPEG nor PNG")]
    [InlineData("empty", "it is empty")]
    public void TryRead_FaultyFileThatIsFatal_NamesTheFileAndTheWayOut(string fault, string expected)
    {
        Damage(2, fault);

        var problem = Assert.Throws<InvalidDataException>(() => Grey(Training(new FaultyImages(areSkipped: false)), 2));

        Assert.Contains(Path.Combine(folder.FullName, Paths[2]), problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("\"--faulty-images skip\" such images are left out and counted.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_FaultyFilesSkippedInTraining_NextReadableOfTheClassStandsInAndEachIsNamedOnce()
    {
        Damage(1, "truncated");
        Damage(3, "missing");
        var told = new List<string>();
        var faults = new FaultyImages(areSkipped: true) { OnFound = told.Add };
        var images = Training(faults);

        // After 3, the last of class 0, comes its first; 4 is of another class.
        Assert.Equal([0, 0, 40, 0, 80], Enumerable.Range(0, 5).Select(image => Grey(images, image)!.Value));
        Assert.Equal(0, Grey(images, 1));
        Assert.Equal(["a/1.JPEG", "a/3.JPEG"], faults.Found.Select(fault => fault.Key));
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public void TryRead_NoReadableFileOfAClass_Throws()
    {
        Damage(2, "missing");
        Damage(4, "empty");

        var problem = Assert.Throws<InvalidDataException>(() => Grey(Training(new FaultyImages(areSkipped: true)), 4));

        Assert.Contains("no training image of class 1 (b) can be read", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InOrder_FaultyTestFileSkipped_IsLabelledUnreadableWhateverTheThreads()
    {
        Damage(1, "truncated");
        var faults = new FaultyImages(areSkipped: true);
        var images = new CroppedImages(Files(faults), Recipe, isTraining: false);

        foreach (var threads in new[] { 1, 3 })
            Assert.Equal(
                [0, ImageBatch.Unreadable, 1, 0, 1], BatchLoader.InOrder(images, 2, threads).SelectMany(batch => batch.Labels.ToArray()));
        Assert.Single(faults.Found);
    }

    [Fact]
    public void Next_FatalFaultWithSeveralThreads_ThrowsItAndNoAggregate()
    {
        Damage(2, "text");
        using var loader = new BatchLoader(Training(new FaultyImages(false)), new EpochSampler(5, 5, seed: 0), seed: 0, threads: 3, ahead: 1);

        Assert.Contains("is neither JPEG nor PNG", Assert.Throws<InvalidDataException>(loader.Next).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private FileImages Files(FaultyImages faults) => new(folder.FullName, Paths, Labels, ["a", "b"], Images.Source, faults);

    private CroppedImages Training(FaultyImages faults) => new(Files(faults), Recipe, isTraining: true);

    // The one colour of an image, from its first value; null where it was not read.
    private static int? Grey(CroppedImages images, int image)
    {
        var values = new float[3 * Recipe.Size * Recipe.Size];
        var rng = new Rng(7, (ulong)image);
        return images.TryRead(image, values, ref rng) ? (int)Math.Round((values[0] * 0.229 + 0.485) * 255) : null;
    }

    private void Damage(int image, string how)
    {
        var file = Path.Combine(folder.FullName, Paths[image]);
        switch (how)
        {
            case "missing":
                File.Delete(file);
                break;
            case "truncated":
                File.WriteAllBytes(file, File.ReadAllBytes(file)[..^20]);
                break;
            case "text":
                File.WriteAllText(file, "<html>not here</html>");
                break;
            default:
                File.WriteAllText(file, "");
                break;
        }
    }
}

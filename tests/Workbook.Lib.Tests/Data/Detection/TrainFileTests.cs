using System.Globalization;
using System.Text.Json;
using Tests.Support;
using Workbook.Data.Detection;
using Xunit;

namespace Workbook.Tests.Data.Detection;

/// <summary>A SYNTHETIC training file with exactly the image and instance counts that LVIS v0.5 states of its own, and images without annotations.</summary>
public class TrainFileTests
{
    private const int AnnotatedImages = 56_740;
    private const int Images = 57_263;

    [Fact]
    public void ClassFrequency_CountsOfLvis_AreTheAuthors()
    {
        using var facts = JsonDocument.Parse(File.ReadAllText(SharedFiles.Path("data/lvis_v0.5_categories.json")));
        var categories = facts.RootElement.EnumerateArray().ToArray();
        var imageCounts = Array.ConvertAll(categories, category => category.GetProperty("image_count").GetInt64());
        using var file = Write(categories);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var set = DetectionDataset.Load(file, "train.json", ProblemHandling.Strict);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((Images, 693_958), (set.Images.Count, set.Annotations.Count));
        var frequency = set.ClassFrequency();
        Assert.Equal(AnnotatedImages, frequency.TotalImages);
        Assert.Equal(imageCounts, frequency.ImageCounts);
        Assert.Equal(Array.ConvertAll(imageCounts, count => count / 56740.0), frequency.Frequencies);
        Assert.Equal(912, frequency.Tail(1.76e-3).Count(isTail => isTail));
        Assert.Equal(915, frequency.Tail(1.77e-3).Count(isTail => isTail));

        // Whatever the collector does, memory cannot exceed what is allocated.
        var kept = set.Annotations.Count * (8L + 4 + 4 + 32 + 8 + 1 + 1 + 8) + set.Annotations.Segmentations.Blocks.Sum(block => (long)block.Length);
        Assert.True(allocated < 3 * kept, FormattableString.Invariant($"{allocated} bytes allocated for {kept} kept"));
    }

    // Category by category, each in the next images of the ring of annotated ones, so that every one of them gets some.
    private static MemoryStream Write(JsonElement[] categories)
    {
        var file = new MemoryStream(150_000_000);
        using var writer = new StreamWriter(file, leaveOpen: true);
        writer.Write("{\"categories\": [");
        writer.Write(string.Join(",", categories.Select(category => category.GetRawText())));
        writer.Write("], \"annotations\": [");
        var (id, next) = (0, 0);
        foreach (var category in categories)
        {
            var images = category.GetProperty("image_count").GetInt32();
            var instances = category.GetProperty("instance_count").GetInt32();
            for (var i = 0; i < instances; i++)
            {
                writer.Write(id == 0 ? "" : ",");
                writer.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{\"id\":{++id},\"image_id\":{1 + ((next + i % images) % AnnotatedImages)},\"category_id\":{category.GetProperty("id").GetInt32()},\"bbox\":[1.5,2.25,10,20.5],\"area\":101.75,\"segmentation\":[[1.5,2.25,11.5,2.25,11.5,22.75,1.5,22.75]]}}"));
            }
            next += images;
        }
        writer.Write("], \"images\": [");
        for (var i = 1; i <= Images; i++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{(i == 1 ? "" : ",")}{{\"id\":{i},\"height\":480,\"width\":640}}"));
        writer.Write("]}");
        writer.Flush();
        file.Position = 0;
        return file;
    }
}

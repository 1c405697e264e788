using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workbook.Data.Detection;
using Workbook.Data.OpenImages;
using Xunit;

namespace Workbook.Tests.Data.OpenImages;

public class OpenImagesDatasetTests
{
    private const string Boxes = """
        00000000000000aa,/m/dog,0.1,0.5,0.25,1,0
        00000000000000aa,/m/cat,0,1,0.123456,0.5,1
        ffffffffffffffff,/m/dog,0.2,0.2,0.3,0.3,0
        00000000000000aa,/m/dog,0.6,0.7,0.25,1,0

        """;

    private const string Labels = "00000000000000aa,/m/dog,1\nffffffffffffffff,/m/animal,0\nan image,/m/toy,1.0\n";

    [Fact]
    public void Load_ByHand_EveryField()
    {
        var set = OpenImagesText.ReadDataset(Boxes, Labels, ProblemHandling.Strict);

        Assert.Equal(["00000000000000aa", "ffffffffffffffff", "an image"], Enumerable.Range(0, set.ImageCount).Select(set.ImageId));
        Assert.Equal((1, 2, -1, -1), (set.IndexOfImage("ffffffffffffffff"), set.IndexOfImage("an image"), set.IndexOfImage("FFFFFFFFFFFFFFFF"), set.IndexOfImage("")));
        Assert.Equal(
            "0 dog x 0.1 to 0.5, y 0.25 to 1 False; 0 cat x 0 to 1, y 0.123456 to 0.5 True; 1 dog x 0.2 to 0.2, y 0.3 to 0.3 False; 0 dog x 0.6 to 0.7, y 0.25 to 1 False",
            Show(set.Boxes, set));
        Assert.Equal("0 dog True; 1 animal False; 2 toy True", Show(set.Labels, set));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(OpenImagesText.BoxColumns + Boxes))), set.Sha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(OpenImagesText.LabelColumns + Labels))), set.LabelsSha256);
        Assert.Equal(["boxes.csv: no problems.", "labels.csv: no problems."], set.Problems.Select(problems => problems.ToString()));
    }

    // The columns of the whole of Open Images.
    [Fact]
    public void Load_OtherColumns_AnyOrder()
    {
        const string text =
            "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,IsGroupOf,IsDepiction,IsInside\r\n"
            + "00000000000000aa,xclick,/m/dog,1,0.1,0.5,0.25,1,0,1,1,0,0\r\n";
        var set = OpenImagesDataset.Load(OpenImagesText.Stream(text), "boxes.csv", null, "", OpenImagesText.ReadClasses(), ProblemHandling.Strict);

        Assert.Equal("0 dog x 0.1 to 0.5, y 0.25 to 1 True", Show(set.Boxes, set));
        Assert.Equal((0, "", 1), (set.Labels.Count, set.LabelsSha256, set.Problems.Count));
    }

    [Theory]
    [InlineData("0b,/m/dog,0.1,0.5,0.25,1", "line that has not as many fields as the first", "line 3: 6 of 7")]
    [InlineData("0b,/m/dog,0.1,0.5,0.25,1,0,0", "line that has not as many fields as the first", "line 3: 8 of 7")]
    [InlineData("\"0b\"x,/m/dog,0.1,0.5,0.25,1,0", "line with something behind a closing quote", "line 3: 7 of 7")]
    [InlineData("0b,/m/lion,0.1,0.5,0.25,1,0", "line of a class that is not listed", "line 3: LabelName /m/lion")]
    [InlineData(",/m/dog,0.1,0.5,0.25,1,0", "line whose ImageID is empty or not UTF-8", "line 3")]
    [InlineData("0b,/m/dog,0.1,,0.25,1,0", "box whose edges are not four finite numbers", "line 3")]
    [InlineData("0b,/m/dog,0.1,nan,0.25,1,0", "box whose edges are not four finite numbers", "line 3")]
    [InlineData("0b,/m/dog,0.1,1e999,0.25,1,0", "box whose edges are not four finite numbers", "line 3")]
    [InlineData("0b,/m/dog,0.1,0.5.0,0.25,1,0", "box whose edges are not four finite numbers", "line 3")]
    [InlineData("0b,/m/dog,0.6,0.5,0.25,1,0", "box that ends before it begins", "line 3: x 0.6 to 0.5, y 0.25 to 1")]
    [InlineData("0b,/m/dog,0.1,0.5,0.25,1.001,0", "box that reaches outside its image", "line 3: x 0.1 to 0.5, y 0.25 to 1.001")]
    [InlineData("0b,/m/dog,-0.1,0.5,0.25,1,0", "box that reaches outside its image", "line 3: x -0.1 to 0.5, y 0.25 to 1")]
    [InlineData("0b,/m/dog,0.1,0.5,0.25,1,2", "box whose IsGroupOf is none of 0, 1 and -1", "line 3: IsGroupOf 2")]
    public void Load_FaultyBox_IsLeftOutAndCounted(string line, string what, string where)
    {
        var text = $"00000000000000aa,/m/dog,0.1,0.5,0.25,1,0\n{line}\n00000000000000aa,/m/cat,0.1,0.5,0.25,1,0\n";

        var set = OpenImagesText.ReadDataset(text);

        Assert.Equal((2, 1), (set.Boxes.Count, set.ImageCount));
        var problem = Assert.Single(Assert.Single(set.Problems));
        Assert.Equal((what, true, 1L, where), (problem.What, problem.IsDropped, problem.Count, Assert.Single(problem.Examples)));
        var error = Assert.Throws<InvalidDataException>(() => OpenImagesText.ReadDataset(text, handling: ProblemHandling.Strict));
        Assert.Contains("boxes.csv: 1 kind of problems\n- 1 x " + what, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0b,/m/dog,0.7", "label whose Confidence is neither 0 nor 1, which verified labels have", "line 3: Confidence 0.7")]
    [InlineData("0b,/m/dog,", "label whose Confidence is neither 0 nor 1, which verified labels have", "line 3: Confidence ")]
    [InlineData("0b,dog,1", "line of a class that is not listed", "line 3: LabelName dog")]
    public void Load_FaultyLabel_IsLeftOutAndCounted(string line, string what, string where)
    {
        var set = OpenImagesText.ReadDataset(Boxes, $"00000000000000aa,/m/dog,0\n{line}\n");

        Assert.Equal((1, 2, 0), (set.Labels.Count, set.ImageCount, set.Problems[0].Count));
        var problem = Assert.Single(set.Problems[1]);
        Assert.Equal((what, true, where), (problem.What, problem.IsDropped, Assert.Single(problem.Examples)));
    }

    [Fact]
    public void Load_UnknownGroupOf_IsKeptAndCounted()
    {
        var set = OpenImagesText.ReadDataset("0b,/m/dog,0.1,0.5,0.25,1,-1\n");
        Assert.Equal("0 dog x 0.1 to 0.5, y 0.25 to 1 False", Show(set.Boxes, set));
        Assert.False(Assert.Single(set.Problems[0]).IsDropped);
    }

    [Fact]
    public void Load_ImageIdsThatAreNotUtf8_AreLeftOut()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(OpenImagesText.BoxColumns), 0xFF, .. ",/m/dog,0,1,0,1,0\n"u8, 0xFE, .. ",/m/dog,0,1,0,1,0\n"u8];
        var set = OpenImagesDataset.Load(new MemoryStream(bytes), "boxes.csv", null, "", OpenImagesText.ReadClasses());
        Assert.Equal((0, 2L), (set.ImageCount, set.Problems[0].Dropped));
    }

    [Fact]
    public void Expand_ByHand_BoxesAndPositiveUpNegativeDown()
    {
        var set = OpenImagesText.ReadDataset(Boxes, Labels);
        var hierarchy = OpenImagesText.ReadHierarchy(set.Classes);

        var expanded = set.Expand(hierarchy);

        Assert.Equal(
            ["dog", "animal", "toy", "cat", "animal", "dog", "animal", "toy", "dog", "animal", "toy"],
            Enumerable.Range(0, expanded.Boxes.Count).Select(i => set.Classes.Mids[expanded.Boxes.ClassOf(i)][3..]));
        Assert.Equal((set.Boxes[1], true), (expanded.Boxes[4], expanded.Boxes.IsGroupOf(4)));
        Assert.Equal("0 dog True; 0 animal True; 0 toy True; 1 animal False; 1 cat False; 1 dog False; 2 toy True", Show(expanded.Labels, expanded));
        Assert.Equal((false, true), (set.IsExpanded(hierarchy), expanded.IsExpanded(hierarchy)));
        Assert.Throws<ArgumentException>(() => set.Expand(OpenImagesText.ReadHierarchy(OpenImagesText.ReadClasses())));
    }

    [Fact]
    public void ClassFrequency_ByHand_ImagesWithBoxes()
    {
        var set = OpenImagesText.ReadDataset(Boxes, Labels);
        Assert.Equal([0L, 1, 2, 0, 0], set.CountImages());
        Assert.Equal(2, set.ClassFrequency().TotalImages);
        Assert.Throws<InvalidOperationException>(() => OpenImagesText.ReadDataset("", Labels).ClassFrequency());
    }

    // Whatever the collector does, memory cannot exceed what is allocated.
    [Fact]
    public void Load_ManyBoxes_AllocatesWhatIsKept()
    {
        const int count = 200_000;
        var text = new StringBuilder(OpenImagesText.BoxColumns, 20_000_000);
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i / 7:x16},/m/dog,0.{i % 500:d6},0.{500 + (i % 500):d6},0.100000,0.{200_000 + i:d6},0\n");
        using var stream = OpenImagesText.Stream(text.ToString());
        var classes = OpenImagesText.ReadClasses();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var set = OpenImagesDataset.Load(stream, "boxes.csv", null, "", classes, ProblemHandling.Strict);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((count, 1 + ((count - 1) / 7)), (set.Boxes.Count, set.ImageCount));
        var kept = count * (4L + 2 + 32 + 1) + set.ImageCount * (8L + 24 + 4);
        Assert.True(allocated < 1.5 * kept + 2_000_000, FormattableString.Invariant($"{allocated} bytes allocated for {kept} kept"));
    }

    private static string Show(OpenImagesBoxes boxes, OpenImagesDataset set) => string.Join("; ", Enumerable.Range(0, boxes.Count).Select(i =>
        $"{boxes.ImageOf(i)} {set.Classes.Mids[boxes.ClassOf(i)][3..]} {boxes[i]} {boxes.IsGroupOf(i)}"));

    private static string Show(OpenImagesLabels labels, OpenImagesDataset set) => string.Join("; ", Enumerable.Range(0, labels.Count).Select(i =>
        $"{labels.ImageOf(i)} {set.Classes.Mids[labels.ClassOf(i)][3..]} {labels.IsPositive(i)}"));
}

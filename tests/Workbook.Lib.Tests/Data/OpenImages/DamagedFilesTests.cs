using System.Text;
using Workbook.Data.OpenImages;
using Xunit;

namespace Workbook.Tests.Data.OpenImages;

/// <summary>Any change of a few bytes ends in data with every lost line counted, or in an error that names the file: nothing else.</summary>
public class DamagedFilesTests
{
    private const string Boxes = OpenImagesText.BoxColumns
        + "00000000000000aa,/m/dog,0.1,0.5,0.25,1,0\n00000000000000ab,/m/cat,0,1,0.123456,0.5,1\nother,/m/dog,0.6,0.7,0.25,1,0\n";

    private const string Labels = OpenImagesText.LabelColumns + "00000000000000aa,/m/dog,1\n00000000000000ac,/m/car,0\n";

    private const string Detections = OpenImagesText.DetectionColumns
        + "00000000000000aa,/m/dog,0.9,0.1,0.5,0.25,1\n00000000000000ab,/m/cat,0.5,0,1,0.1,0.5\n";

    private const string Strings = "ImageId,PredictionString\n00000000000000aa,/m/dog 0.9 0.1 0.5 0.25 1 /m/dog 0.5 0 0 1 1\n00000000000000ab,\"/m/cat 0.5 0 0 1 1\"\n";

    [Fact]
    public void Load_ChangedBoxes_EveryLineIsKeptOrCounted() => Try(Boxes, "boxes.csv", (stream, text) =>
    {
        var set = OpenImagesDataset.Load(stream, "boxes.csv", null, "", OpenImagesText.ReadClasses());
        if (!text.Contains('"'))
            Assert.Equal(Lines(text), set.Boxes.Count + set.Problems[0].Dropped);
    });

    [Fact]
    public void Load_ChangedLabels_EveryLineIsKeptOrCounted() => Try(Labels, "labels.csv", (stream, text) =>
    {
        var set = OpenImagesDataset.Load(OpenImagesText.Stream(Boxes), "boxes.csv", stream, "labels.csv", OpenImagesText.ReadClasses());
        if (!text.Contains('"'))
            Assert.Equal(Lines(text), set.Labels.Count + set.Problems[1].Dropped);
    });

    [Fact]
    public void Load_ChangedDetections_EveryLineIsKeptOrCounted() => Try(Detections, "results.csv", (stream, text) =>
    {
        var detections = OpenImagesDetections.Load(stream, "results.csv", OpenImagesText.ReadDataset(Boxes[OpenImagesText.BoxColumns.Length..]));
        if (!text.Contains('"'))
            Assert.Equal(Lines(text), detections.Count + detections.Problems.Dropped);
    });

    [Fact]
    public void Load_ChangedPredictionStrings_DataOrError() => Try(Strings, "results.csv", (stream, _) =>
        OpenImagesDetections.Load(stream, "results.csv", OpenImagesText.ReadDataset(Boxes[OpenImagesText.BoxColumns.Length..])));

    [Fact]
    public void Load_ChangedClasses_EveryLineIsKeptOrCounted() => Try(OpenImagesText.Classes, "classes.csv", (stream, text) =>
    {
        var classes = OpenImagesClasses.Load(stream, "classes.csv");
        Assert.Equal(classes.Count, classes.Mids.Distinct().Count());
    });

    [Fact]
    public void Load_ChangedClassesInJson_DataOrError() => Try("""[{"id": 1, "name": "/m/a"}, {"id": 2, "name": "/m/b", "x": [1]}]""", "classes.csv", (stream, _) =>
        OpenImagesClasses.Load(stream, "classes.csv"));

    [Fact]
    public void Load_ChangedHierarchy_DataOrError()
    {
        var classes = OpenImagesText.ReadClasses();
        Try(OpenImagesText.Hierarchy, "hierarchy.json", (stream, _) =>
        {
            var hierarchy = OpenImagesHierarchy.Load(stream, "hierarchy.json", classes);
            for (var i = 0; i < classes.Count; i++)
                foreach (var ancestor in hierarchy.Ancestors(i))
                    Assert.True(ancestor != i && hierarchy.Descendants(ancestor).Contains(i));
        });
    }

    private static long Lines(string text) => text.Split('\n').Select(line => line.TrimEnd('\r')).Count(line => line.Length > 0) - 1;

    private static void Try(string whole, string name, Action<Stream, string> load)
    {
        const int cases = 2_000;
        var random = new Random(20240607);
        var read = 0;
        for (var i = 0; i < cases; i++)
        {
            var bytes = Mutate(Encoding.UTF8.GetBytes(whole), random);
            try
            {
                load(new DrippingStream(bytes, random.Next(1, 60)), Encoding.Latin1.GetString(bytes));
                read++;
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith(name, e.Message, StringComparison.Ordinal);
            }
        }
        Assert.InRange(read, cases / 20, cases - 1);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        string[] tokens = ["1e999", "-0", "nan", "\"", "\"\"", "\n", "\r\n", ",", ",,,,", "99999999999999999999", "/m/dog", "\0", "\u00ff", "}", "[", ""];
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    bytes.Add((byte)' ');
                    break;
                case 2:
                    bytes[at] = (byte)"0123456789"[random.Next(10)];
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Length)]));
                    break;
            }
        }
        return [.. bytes];
    }
}

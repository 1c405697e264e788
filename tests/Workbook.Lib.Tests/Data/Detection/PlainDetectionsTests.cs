using Workbook.Data.Detection;
using Workbook.Ops.Masks;
using Xunit;

namespace Workbook.Tests.Data.Detection;

/// <summary>The quick way through a results file comes to the same as the way through JSON, which another key in a record forces.</summary>
public sealed class PlainDetectionsTests
{
    private static readonly string[] Numbers =
    [
        "0", "1", "0.5", "0.30000000000000004", "123.45", "7.000", "0.1", "0.0001", "9007199254740992", "9007199254740993", "0.123456789012345678", "12345678.1234567890",
        "1e-5", "1.5E+3", "-0", "-0.0", "-3.25", "100000000000000000000", "0.00000000000000000001",
    ];

    [Fact]
    public void Numbers_AreTheSameDoubles()
    {
        var random = new Random(3);
        var records = Enumerable.Range(0, 2_000).Select(i => Record(
            i % 2 == 0 ? 3 : 7, Any(), $"{Any()}, {Any()}, {Any().TrimStart('-')}, {Any().TrimStart('-')}", random.Next(3) switch { 0 => "", 1 => " ", _ => "\n\t" })).ToList();

        var quick = GroundTruth.LoadResults($"[{string.Join(",", records)}]");
        var slow = GroundTruth.LoadResults($"[{string.Join(",", records.Select(record => record.Replace("{", "{\"id\": 1, ", StringComparison.Ordinal)))}]");

        Assert.Equal(2_000, slow.Count);
        Assert.Equal(slow.Images, quick.Images);
        Assert.Equal(slow.Categories, quick.Categories);
        Assert.Equal(slow.Scores.Select(BitConverter.DoubleToInt64Bits), quick.Scores.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(slow.Boxes.SelectMany(Bits), quick.Boxes.SelectMany(Bits));

        string Any() => Numbers[random.Next(Numbers.Length)];
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0.25", true)]
    [InlineData("1e-5", false)]
    [InlineData("-0.0", false)]
    [InlineData("9007199254740993", false)]
    [InlineData("01", false)]
    [InlineData("1.", false)]
    [InlineData(".5", false)]
    [InlineData("-", false)]
    [InlineData("+1", false)]
    [InlineData("0.1234567890123456789012345678901234567890", false)]
    public void Next_TakesOnlyWhatIsCertain(string score, bool expected)
    {
        var text = System.Text.Encoding.UTF8.GetBytes($", {Record(3, score, "1, 2, 3, 4", " ")}, {Record(3, score, "1, 2, 3, 4", " ")}");
        var plain = new PlainDetections(text, hasBoxes: true, hasSegmentations: false);
        Assert.Equal(expected, plain.Next(out var detection));
        Assert.Equal(expected ? text.Length / 2 - 0.5 : 0, plain.Length, 1.0);
        if (expected)
            Assert.Equal((3, 10, new BoxXywh(1, 2, 3, 4)), (detection.ImageId, detection.CategoryId, detection.Box));
    }

    [Theory]
    [InlineData("""{"image_id": 3, "category_id": 10, "bbox": [1, 2, 3, 4], "score": 01}""", 66, "")]
    [InlineData("""{"image_id": 3, "image_id": 3, "category_id": 10, "bbox": [1, 2, 3, 4], "score": 1}""", 16, "the key image_id stands twice")]
    [InlineData("""{"image_id": 3.0, "category_id": 10, "bbox": [1, 2, 3, 4], "score": 1}""", 13, "got 3.0, expected a whole number")]
    [InlineData("""{"image_id": 3, "category_id": 10, "bbox": [1, 2, 3, 4], "score": 1 "a"}""", 67, "")]
    public void Error_AmongPlainRecords_NamesTheByte(string faulty, int at, string what)
    {
        var before = "[" + string.Concat(Enumerable.Repeat(Record(3, "0.5", "1, 2, 3, 4", " ") + ",", 10));
        var message = Assert.Throws<InvalidDataException>(() => GroundTruth.LoadResults(before + faulty + "]")).Message;
        Assert.StartsWith("results.json, byte ", message, StringComparison.Ordinal);
        var stated = int.Parse(message["results.json, byte ".Length..message.IndexOf(':', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(stated, before.Length + at - 1, before.Length + at + 2);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownIds_AmongPlainRecords_AreAllNamed()
    {
        var records = string.Join(",", Record(3, "1", "1, 2, 3, 4", ""), Record(8, "1", "1, 2, 3, 4", ""), Record(9, "1", "1, 2, 3, 4", ""), Record(8, "1", "1, 2, 3, 4", ""));
        Assert.Contains("3 detections with 2 ids of images (8, 9)", Assert.Throws<InvalidDataException>(() => GroundTruth.LoadResults($"[{records}]")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Segmentations_AreTheSameMasks()
    {
        var random = new Random(4);
        var records = Enumerable.Range(0, 500).Select(_ => Masked()).ToList();
        Assert.Contains(records, record => record.Contains(@"\\", StringComparison.Ordinal));

        var quick = GroundTruth.LoadResults($"[{string.Join(", ", records)}]");
        var slow = GroundTruth.LoadResults($"[{string.Join(", ", records.Select(record => record.Replace("\"score\"", "\"id\": 1, \"score\"", StringComparison.Ordinal)))}]");

        Assert.InRange(slow.Count, 400, 499);
        Assert.Equal(slow.Problems.ToString(), quick.Problems.ToString());
        Assert.Equal(slow.Images, quick.Images);
        Assert.Equal(slow.Boxes, quick.Boxes);
        for (var i = 0; i < slow.Count; i++)
        {
            var text = slow.Segmentations.RunLengthText(i);
            var (height, width) = slow.Images[i] == 1 ? (50, 60) : (100, 200);
            Assert.Equal(text, quick.Segmentations.RunLengthText(i));
            Assert.Equal(RunLengthMask.Parse(text, height, width).Area, slow.MaskAreas[i]);
            Assert.Equal(slow.MaskAreas[i], quick.MaskAreas[i]);
        }

        // One of eight is faulty: a run too many, or the size of another image.
        string Masked()
        {
            var (image, height, width) = random.Next(2) == 0 ? (3, 50, 60) : (7, 100, 200);
            var mask = RunLengthMask.FromPolygons([[.. Enumerable.Range(0, 8).Select(_ => random.NextDouble() * 60)]], height, width);
            var counts = mask.ToCompressedString().Replace("\\", "\\\\", StringComparison.Ordinal) + (random.Next(16) == 0 ? "5" : "");
            var size = random.Next(16) == 0 ? "60, 50" : $"{height}, {width}";
            var segmentation = random.Next(2) == 0 ? $"{{\"size\": [{size}], \"counts\": \"{counts}\"}}" : $"{{\"counts\":\"{counts}\",\"size\":[{size}]}}";
            return $"{{\"image_id\": {image}, \"category_id\": 10, \"segmentation\": {segmentation}, \"bbox\": [1, 2, 3, 4], \"score\": 0.5}}";
        }
    }

    private static string Record(int image, string score, string box, string space) =>
        $"{{{space}\"image_id\":{space}{image},{space}\"category_id\": 10{space}, \"bbox\":{space}[{box}], \"score\":{score}{space}}}";

    private static IEnumerable<long> Bits(BoxXywh box) =>
        new[] { box.X, box.Y, box.Width, box.Height }.Select(BitConverter.DoubleToInt64Bits);
}

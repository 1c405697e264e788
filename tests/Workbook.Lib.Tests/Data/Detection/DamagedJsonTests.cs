using System.Text;
using Workbook.Data.Detection;
using Xunit;

namespace Workbook.Tests.Data.Detection;

public class DamagedJsonTests
{
    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(GroundTruth.Text());

    [Fact]
    public void Load_EveryTruncation_NamesFileAndByte()
    {
        for (var length = 0; length < Whole.Length; length++)
            Assert.Matches("^truth.json, byte [0-9]+: ", Assert.Throws<InvalidDataException>(() => LoadBytes(Whole.AsSpan(0, length).ToArray())).Message);
    }

    [Theory]
    [InlineData("{\"images\": 5}", 11, "got 5, expected an array")]
    [InlineData("{\"images\": [{\"id\": \"x\"}]}", 19, "got a text, expected a number")]
    [InlineData("{\"images\": [{\"id\": 1.5}]}", 19, "got 1.5, expected a whole number of 64 bits")]
    [InlineData("{\"images\": [{\"id\": 123456789012345678901234567890}]}", 19, "expected a whole number of 64 bits")]
    [InlineData("{\"images\": [{\"height\": -1}]}", 23, "got -1, expected a whole number from 0 to 2147483647")]
    [InlineData("{\"images\": [{\"id\": 1, \"id\": 1}]}", 22, "the key id stands twice in one object")]
    [InlineData("{\"images\": [], \"images\": []}", 15, "the key images stands twice in one object")]
    [InlineData("{\"images\": [7]}", 12, "got 7, expected an object")]
    [InlineData("{\"annotations\": [{\"area\": 1e999}]}", 26, "the number 1e999 is beyond the range of doubles")]
    [InlineData("{\"annotations\": [{\"bbox\": [1, null]}]}", 30, "got null, expected a number")]
    [InlineData("{\"annotations\": [{\"segmentation\": 3}]}", 34, "got 3, expected polygons")]
    [InlineData("{\"annotations\": [{\"iscrowd\": 2}]}", 29, "got 2, expected a whole number from 0 to 1")]
    [InlineData("{\"images\": [], \"categories\": []}", 31, "the object ends without images, categories or annotations")]
    [InlineData("[]", 0, "got an array, expected an object")]
    [InlineData("\"", 0, "")]
    [InlineData("", 0, "")]
    public void Load_WrongContent_SaysByteGotAndExpected(string text, int at, string what)
    {
        var message = Assert.Throws<InvalidDataException>(() => GroundTruth.Load(text)).Message;

        Assert.StartsWith($"truth.json, byte {at}: ", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("01")]
    [InlineData("'a'")]
    [InlineData("[1,]")]
    public void Load_NotJson_NamesFileAndByte(string value) =>
        Assert.Matches("^truth.json, byte [0-9]+: ", Assert.Throws<InvalidDataException>(() => GroundTruth.Load($$"""{"info": {{value}}}""")).Message);

    [Fact]
    public void Load_DeepNesting_IsAnError()
    {
        var deep = new string('[', 1_000_000);
        var message = Assert.Throws<InvalidDataException>(() => GroundTruth.Load($$"""{"info": {{deep}}""")).Message;

        Assert.Contains("depth", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SomethingAfterTheEnd_IsAnError() =>
        Assert.StartsWith($"truth.json, byte {Whole.Length}", Assert.Throws<InvalidDataException>(() => GroundTruth.Load(GroundTruth.Text() + "{}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_ByteByByte_IsTheSame()
    {
        var drips = DetectionDataset.Load(new DrippingStream(Whole, 1), "truth.json");
        var whole = LoadBytes(Whole);

        Assert.Equal(whole.Sha256, drips.Sha256);
        Assert.Equal(whole.Annotations.Boxes, drips.Annotations.Boxes);
        Assert.Equal(whole.Annotations.Segmentations.Polygons(0), drips.Annotations.Segmentations.Polygons(0));
    }

    [Fact]
    public void Load_TokenLongerThanTheBuffer_IsRead()
    {
        var name = new string('n', 3_000_000);
        Assert.Equal(name, GroundTruth.Load(GroundTruth.Text(categories: $$"""{"id": 30}, {"id": 10, "name": "{{name}}"}""")).Categories.Names[0]);
    }

    [Fact]
    public void Load_ByteOrderMark_IsPassedOver() => Assert.Equal(3, LoadBytes([0xEF, 0xBB, 0xBF, .. Whole]).Annotations.Count);

    private static DetectionDataset LoadBytes(byte[] bytes) => DetectionDataset.Load(new MemoryStream(bytes), "truth.json");

    private sealed class DrippingStream(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(most, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(most, count));
    }
}

using System.Security.Cryptography;
using System.Text;
using Workbook.Data.OpenImages;
using Xunit;

namespace Workbook.Tests.Data.OpenImages;

public class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "1:a|b 2:c|d")]
    [InlineData("a,b\r\nc,d\r\n", "1:a|b 2:c|d")]
    [InlineData("a,b\nc,d", "1:a|b 2:c|d")]
    [InlineData("a,b\r\nc,d\r", "1:a|b 2:c|d")]
    [InlineData("\uFEFFa,b\n", "1:a|b")]
    [InlineData("\n\na\n\r\nb\n\n", "3:a 5:b")]
    [InlineData("a,\n,b\n,,\n", "1:a| 2:|b 3:||")]
    [InlineData("a,", "1:a|")]
    [InlineData("\"a\",\"b,c\"\n\"d\"", "1:a|b,c 2:d")]
    [InlineData("\"a\"\r\nb", "1:a 2:b")]
    [InlineData("\"a\nb\",c\nd\n", "1:a\nb|c 3:d")]
    [InlineData("\"say \"\"a\"\"\",\"\"\"\"\n\"\"\"b\"", "1:say \"a\"|\" 2:\"b")]
    [InlineData("\"\",\"\"\n", "1:|")]
    [InlineData("5\" wide,a\nb\n", "1:5\" wide|a 2:b")]
    [InlineData("\"a\"b,c\nd", "1:a|c! 2:d")]
    [InlineData("\n", "")]
    [InlineData("", "")]
    public void Read_Text_LinesAndFields(string text, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var most in new[] { 1, 2, 3, 1000 })
            Assert.Equal(expected, Show(new DrippingStream(bytes, most)));
    }

    // Lines of 0 to 1,999 bytes over three buffers of 256 KiB.
    [Fact]
    public void Read_ManyLines_AcrossTheBuffers()
    {
        var text = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"{i},{new string('x', 7 * i % 2_000)},\"{i}\"\"\"\n"));
        using var csv = new CsvReader(OpenImagesText.Stream(text), "a.csv");
        for (var i = 0; i < 1_000; i++)
        {
            Assert.True(csv.Read());
            Assert.Equal((i + 1, 3), (csv.Line, csv.Count));
            Assert.Equal(($"{i}", 7 * i % 2_000, $"{i}\""), (csv.Text(0), csv[1].Length, csv.Text(2)));
        }
        Assert.False(csv.Read());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), csv.Sha256());
    }

    [Theory]
    [InlineData("a,\"b\nc\nd", 1, "a quoted field is not closed")]
    [InlineData("a\n\"", 2, "a quoted field is not closed")]
    public void Read_OpenQuote_NamesTheLine(string text, int line, string what)
    {
        var message = Assert.Throws<InvalidDataException>(() => Show(OpenImagesText.Stream(text))).Message;
        Assert.StartsWith($"a.csv, line {line}: {what}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('"')]
    public void Read_VeryLongLine_IsRefused(char first)
    {
        var bytes = new byte[40_000_000];
        Array.Fill(bytes, (byte)'x');
        bytes[0] = (byte)'\n';
        bytes[1] = (byte)first;
        var message = Assert.Throws<InvalidDataException>(() => Show(new DrippingStream(bytes, 100_000))).Message;
        Assert.StartsWith("a.csv, line 2: the line is longer than 16777216 bytes", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreFieldsThanAreKept_AreCounted()
    {
        using var csv = new CsvReader(OpenImagesText.Stream(new string(',', 99_999)), "a.csv");
        Assert.True(csv.Read());
        Assert.Equal(100_000, csv.Count);
    }

    [Theory]
    [InlineData("x,B,A\n", 2, 1, 0)]
    [InlineData("\"A\",x,x,\"B\"\r\n", 0, 3, 0)]
    [InlineData("C,x", 0, -1, 1)]
    public void Columns_AnyOrder_AmongOthers(string text, int first, int second, int form)
    {
        using var csv = new CsvReader(OpenImagesText.Stream(text), "a.csv");
        var columns = CsvColumns.Read(csv, ["A", "B"], ["C"]);
        Assert.Equal((form, first), (columns.Form, columns[0]));
        if (form == 0)
            Assert.Equal(second, columns[1]);
    }

    [Theory]
    [InlineData("", "the file is empty, expected the columns A, B; or C")]
    [InlineData("A,x\n", "got the columns A, x; expected A, B; or C; each once")]
    [InlineData("A,B,A\n", "got the columns A, B, A; expected A, B; or C; each once")]
    [InlineData("a,b\n", "got the columns a, b")]
    public void Columns_MissingOrTwice_IsAnError(string text, string what)
    {
        using var csv = new CsvReader(OpenImagesText.Stream(text), "a.csv");
        Assert.Contains(what, Assert.Throws<InvalidDataException>(() => CsvColumns.Read(csv, ["A", "B"], ["C"])).Message, StringComparison.Ordinal);
    }

    private static string Show(Stream stream)
    {
        using var csv = new CsvReader(stream, "a.csv");
        var lines = new List<string>();
        while (csv.Read())
            lines.Add($"{csv.Line}:{string.Join('|', Enumerable.Range(0, csv.Count).Select(csv.Text))}{(csv.IsMisquoted ? "!" : "")}");
        return string.Join(' ', lines);
    }
}

using System.IO.Compression;
using System.Text;
using Workbook.Reporting.Bundles;
using Xunit;

namespace Workbook.Tests.Reporting.Bundles;

public class StoredZipTests
{
    private static readonly BundleFile[] Files = [BundleFile.Of("runs/one.json", "{ \"top1\": 24.29 }\n"), BundleFile.Of("empty.txt", ""), BundleFile.Of("a-b_c.md", "ö")];

    [Fact]
    public void Write_Files_AreReadByDotNet()
    {
        using var archive = new ZipArchive(new MemoryStream(Zip(Files)));

        Assert.Equal(["a-b_c.md", "empty.txt", "runs/one.json"], archive.Entries.Select(entry => entry.FullName));
        using var text = new StreamReader(archive.GetEntry("runs/one.json")!.Open());
        Assert.Equal("{ \"top1\": 24.29 }\n", text.ReadToEnd());
    }

    [Fact]
    public void Write_Files_AreReadByUnzip()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "there is no python3, whose zipfile checks each CRC-32");
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Zip(Files));
            Assert.Equal((0, "Done testing\n"), Programs.Run("/usr/bin/python3", Path.GetTempPath(), "-m", "zipfile", "-t", path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Read_Written_GivesTheFilesInOrder()
    {
        var read = StoredZip.Read(Zip(Files));

        Assert.Equal(["a-b_c.md", "empty.txt", "runs/one.json"], read.Select(file => file.Name));
        Assert.Equal("ö", read[0].Text());
    }

    [Fact]
    public void Write_AnyOrder_GivesTheSameBytes() => Assert.Equal(Zip(Files), Zip([.. Files.Reverse()]));

    [Fact]
    public void Read_AnyBitOfAnyByteChanged_IsFound()
    {
        var zip = Zip(Files);
        for (var at = 0; at < zip.Length; at++)
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = zip.ToArray();
                changed[at] ^= (byte)(1 << bit);
                Assert.Throws<InvalidDataException>(() => StoredZip.Read(changed));
            }
    }

    [Fact]
    public void Read_CutOffOrLonger_IsFound()
    {
        var zip = Zip(Files);
        for (var length = 0; length < zip.Length; length++)
            Assert.Throws<InvalidDataException>(() => StoredZip.Read(zip.AsMemory(0, length)));
        Assert.Throws<InvalidDataException>(() => StoredZip.Read(zip.Append((byte)0).ToArray()));
    }

    [Theory]
    [InlineData("../../../x.json")]
    [InlineData("/etc/passwd.txt")]
    [InlineData("runs\\..\\x.json")]
    [InlineData("runs/../../x.js")]
    [InlineData("runs//one.jsonx")]
    [InlineData("C:/windows/x.js")]
    [InlineData("runs/.hidden.js")]
    [InlineData("runs/one\0.json!")]
    [InlineData("runs/one.jsn/x/")]
    public void Read_NameOutsideItsFolder_IsRefused(string name)
    {
        // Same length, in the header and in the list, as somebody would write it who knows the form.
        var text = Encoding.Latin1.GetString(Zip([BundleFile.Of("runs/harmless.j", "x")]));
        var zip = Encoding.Latin1.GetBytes(text.Replace("runs/harmless.j", name.PadRight(15), StringComparison.Ordinal));

        var problem = Assert.Throws<InvalidDataException>(() => StoredZip.Read(zip));

        Assert.Contains("expected a relative path", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', problem.Message);
    }

    [Fact]
    public void Read_NameTwice_IsRefused()
    {
        var zip = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Zip([BundleFile.Of("a.txt", "1"), BundleFile.Of("b.txt", "2")])).Replace("b.txt", "a.txt", StringComparison.Ordinal));

        Assert.Contains("each name once", Assert.Throws<InvalidDataException>(() => StoredZip.Read(zip)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Bomb_IsRefusedAndNotInflated()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("report.html", CompressionLevel.SmallestSize).Open())
            entry.Write(new byte[50_000_000]);
        var zip = stream.ToArray();
        Assert.True(zip.Length < 100_000);
        _ = Assert.Throws<InvalidDataException>(() => StoredZip.Read(zip)); // what it loads once is not counted
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => StoredZip.Read(zip));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("a.txt", "../b.txt")]
    public void Write_NamesThatCannotBe_AreRefused(string one, string other) =>
        Assert.Throws<ArgumentException>(() => Zip([BundleFile.Of(one, ""), BundleFile.Of(other, "")]));

    private static byte[] Zip(IReadOnlyList<BundleFile> files)
    {
        using var stream = new MemoryStream();
        StoredZip.Write(stream, files);
        return stream.ToArray();
    }
}

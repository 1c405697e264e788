using System.Formats.Tar;
using System.IO.Compression;
using Tests.Support;
using Workbook.Data;
using Xunit;

namespace Workbook.Tests.Data;

public sealed class Cifar100Tests : IDisposable
{
    private const int RecordBytes = 3074;
    private readonly string folder = Directory.CreateTempSubdirectory("cifar100-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ReadSplit_WellFormed_PixelsLabelsAndHash()
    {
        var bytes = Records(200);
        var (pixels, labels, sha256) = Cifar100.ReadSplit(Write("a.bin", bytes), 200);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => i % 100), labels);
        Assert.Equal(bytes.AsSpan(137 * RecordBytes + 2, 3072).ToArray(), pixels.AsSpan(137 * 3072, 3072).ToArray());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), sha256);
    }

    [Theory]
    [InlineData(-1, "got 614799 bytes (199 records and 3073 bytes), expected 614800 (200 records of 3074)")]
    [InlineData(1, "got 614801 bytes (200 records and 1 bytes), expected 614800 (200 records of 3074)")]
    [InlineData(-RecordBytes, "got 611726 bytes (199 records and 0 bytes)")]
    public void ReadSplit_WrongLength_SaysGotAndExpected(int change, string message)
    {
        var bytes = Records(200);
        Array.Resize(ref bytes, bytes.Length + change);
        AssertDamaged(bytes, message);
    }

    [Theory]
    [InlineData(150, 0, 20, "record 150: got coarse label 20, expected 0..19")]
    [InlineData(150, 1, 100, "record 150: got fine label 100, expected 0..99")]
    [InlineData(150, 0, 11, "record 150: got coarse label 11 with fine label 50, expected 10 as in the records before")]
    [InlineData(150, 1, 51, "got 1 records of fine label 50, expected 2 of each")]
    public void ReadSplit_WrongLabel_SaysWhereGotAndExpected(int record, int offset, byte value, string message)
    {
        var bytes = Records(200);
        bytes[record * RecordBytes + offset] = value;
        AssertDamaged(bytes, message);
    }

    [Fact]
    public void Find_EachForm_InOrder()
    {
        Assert.Null(Cifar100.Find(null));
        Assert.Null(Cifar100.Find(Path.Combine(folder, "absent")));
        Assert.Null(Cifar100.Find(folder));
        Write("train.bin", []);
        Assert.Equal(folder, Cifar100.Find(folder));
        var xz = Write("cifar-100-binary.tar.xz", []);
        Assert.Equal(xz, Cifar100.Find(folder));
        var gzip = Write("cifar-100-binary.tar.gz", []);
        Assert.Equal(gzip, Cifar100.Find(folder));
        Write("cifar-100-binary/train.bin", []);
        Assert.Equal(Path.Combine(folder, "cifar-100-binary"), Cifar100.Find(folder));
    }

    [Fact]
    public void Load_Nothing_SaysWhatIsExpected()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Cifar100.Load(folder));
        Assert.Contains($"No CIFAR-100 at '{folder}': expected a folder with cifar-100-binary/", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RealFile_TheKnownContent()
    {
        var (train, test) = Cifar100.Load(SharedFiles.Path("data/cifar-100-binary.tar.xz"));
        Assert.Equal(50_000, train.Count);
        Assert.Equal(10_000, test.Count);
        Assert.All(train.CountPerClass(), n => Assert.Equal(500, n));
        Assert.All(test.CountPerClass(), n => Assert.Equal(100, n));
        Assert.False(train.Source.IsSynthetic);
        Assert.Equal("25c8c26e6fb3b6301777ce7df4949a653bdcf15e99190a858d214fcb31864905", train.Source.Sha256["train.bin"]);
        Assert.Equal("7abdddae6908cff8cddf8ed59f58d0161fb69dd5746a18439202271ffd452606", train.Source.Sha256["test.bin"]);
        Assert.Equal(["dinosaur", "tiger", "skunk"], train.Labels[..3].ToArray().Select(label => train.ClassNames[label]));

        var statistics = ChannelStatistics.Of(train);
        Assert.Equal(ChannelStatistics.Cifar100.Mean.R, statistics.Mean.R, 5e-6);
        Assert.Equal(ChannelStatistics.Cifar100.Mean.G, statistics.Mean.G, 5e-6);
        Assert.Equal(ChannelStatistics.Cifar100.Mean.B, statistics.Mean.B, 5e-6);
        Assert.Equal(ChannelStatistics.Cifar100.Std.R, statistics.Std.R, 5e-6);
        Assert.Equal(ChannelStatistics.Cifar100.Std.G, statistics.Std.G, 5e-6);
        Assert.Equal(ChannelStatistics.Cifar100.Std.B, statistics.Std.B, 5e-6);
    }

    [Theory]
    [InlineData("cifar-100-binary.tar.gz")]
    [InlineData("cifar-100-binary.tar.xz")]
    public void Load_Archive_UnpackedOnceAndRenewedWhenDamaged(string name)
    {
        var archive = Path.Combine(folder, name);
        WriteArchive(archive, WholeSet());
        var cache = Path.Combine(folder, "cache");

        var (train, test) = Cifar100.Load(archive, cache);
        Assert.Equal((50_000, 10_000), (train.Count, test.Count));
        var unpacked = Assert.Single(Directory.GetDirectories(cache));
        var written = File.GetLastWriteTimeUtc(Path.Combine(unpacked, "train.bin"));

        Cifar100.Load(archive, cache);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(unpacked, "train.bin")));

        using (var file = new FileStream(Path.Combine(unpacked, "test.bin"), FileMode.Open))
        {
            file.Position = 100;
            file.WriteByte((byte)(test.Image(0)[98] + 1));
        }
        var again = Cifar100.Load(archive, cache).Test;
        Assert.Equal(test.Source.Sha256, again.Source.Sha256);
        Assert.Equal(test.Image(0).ToArray(), again.Image(0).ToArray());
        Assert.Equal(unpacked, Assert.Single(Directory.GetDirectories(cache)));
    }

    [Theory]
    [InlineData("cifar-100-binary.tar.gz")]
    [InlineData("cifar-100-binary.tar.xz")]
    public void Load_TruncatedArchive_SaysSoAndLeavesNoCopy(string name)
    {
        var archive = Path.Combine(folder, name);
        WriteArchive(archive, new() { ["train.bin"] = Records(1000), ["test.bin"] = Records(200), ["fine_label_names.txt"] = Names() });
        using (var file = new FileStream(archive, FileMode.Open))
            file.SetLength(file.Length / 2);
        var cache = Path.Combine(folder, "cache");
        var error = Assert.Throws<InvalidDataException>(() => Cifar100.Load(archive, cache));
        Assert.Contains($"'{archive}' is not a whole {name["cifar-100-binary".Length..]} archive", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(cache));
    }

    [Fact]
    public void Load_ArchiveWithoutAFile_SaysWhich()
    {
        var archive = Path.Combine(folder, "cifar-100-binary.tar.gz");
        WriteArchive(archive, new() { ["train.bin"] = Records(100), ["fine_label_names.txt"] = Names() });
        var error = Assert.Throws<InvalidDataException>(() => Cifar100.Load(archive, Path.Combine(folder, "cache")));
        Assert.Contains("has no cifar-100-binary/test.bin;", error.Message, StringComparison.Ordinal);
    }

    private void AssertDamaged(byte[] bytes, string message)
    {
        var file = Write("damaged.bin", bytes);
        var error = Assert.Throws<InvalidDataException>(() => Cifar100.ReadSplit(file, 200));
        Assert.Contains($"'{file}' is not a CIFAR-100 file: {message}", error.Message, StringComparison.Ordinal);
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    // Record i: fine label i % 100, coarse label fine / 5, pixels that depend on the record.
    private static byte[] Records(int count)
    {
        var bytes = new byte[count * RecordBytes];
        for (var i = 0; i < count; i++)
        {
            var record = bytes.AsSpan(i * RecordBytes, RecordBytes);
            record.Fill((byte)(i * 31));
            record[0] = (byte)(i % 100 / 5);
            record[1] = (byte)(i % 100);
            record[2] = (byte)(i >> 8);
        }
        return bytes;
    }

    private static byte[] Names() =>
        System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(c => $"name_{c}\n")));

    private static Dictionary<string, byte[]> WholeSet() =>
        new() { ["test.bin"] = Records(10_000), ["train.bin"] = Records(50_000), ["fine_label_names.txt"] = Names(), ["readme.txt"] = [1] };

    private static void WriteArchive(string archive, Dictionary<string, byte[]> files)
    {
        var tar = archive.EndsWith(".xz", StringComparison.Ordinal) ? archive[..^3] : archive;
        using (var file = File.Create(tar))
        using (var stream = tar == archive ? new GZipStream(file, CompressionLevel.Fastest) : (Stream)file)
        using (var writer = new TarWriter(stream))
            foreach (var (name, bytes) in files)
            {
                var entry = new UstarTarEntry(TarEntryType.RegularFile, $"cifar-100-binary/{name}") { DataStream = new MemoryStream(bytes) };
                writer.WriteEntry(entry);
            }
        if (tar == archive)
            return;
        try
        {
            using var xz = System.Diagnostics.Process.Start("xz", ["-1", tar]);
            xz.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("the program xz is not installed");
        }
    }
}

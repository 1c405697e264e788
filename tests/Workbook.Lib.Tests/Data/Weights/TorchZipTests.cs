using System.IO.Compression;
using System.Text;
using Workbook.Data.Weights;
using Xunit;

namespace Workbook.Tests.Data.Weights;

/// <summary>Archives as torch.save writes them, and others.</summary>
public sealed class TorchZipTests
{
    private static readonly byte[] s_data = [.. new float[] { 1, 2, 3, 4, 5, 6 }.SelectMany(BitConverter.GetBytes)];
    private static readonly byte[] s_pickle = Pickles.Tensor("0", 6, 1, [2, 2], [2, 1]);

    [Fact]
    public void Load_OneTensor_IsRead()
    {
        using var weights = Load(("archive/data.pkl", s_pickle), ("archive/data/0", s_data), ("archive/byteorder", "little"u8.ToArray()), ("archive/version", "3\n"u8.ToArray()));
        Assert.Equal([2f, 3f, 4f, 5f], weights.Tensors["w"].contiguous().data<float>().ToArray());
    }

    [Theory]
    [InlineData("1", "no entry data/1")]
    [InlineData("../data.pkl", "no entry data/../data.pkl")]
    [InlineData("/etc/passwd", "no entry data//etc/passwd")]
    [InlineData("", "no entry data/")]
    public void Load_StorageThatTheArchiveLacks_Throws(string key, string expected) =>
        Refused(expected, ("archive/data.pkl", Pickles.Tensor(key, 6, 0, [6], [1])), ("archive/data/0", s_data), ("archive/other", s_data));

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void Load_StorageOfAnotherSize_Throws(int count) =>
        Refused($"data/0 has 24 bytes, expected {4L * count} for {count} x Float32", ("archive/data.pkl", Pickles.Tensor("0", count, 0, [1], [1])), ("archive/data/0", s_data));

    [Fact]
    public void Load_BigEndian_Throws() =>
        Refused("the byte order is \"big\", expected \"little\"", ("a/data.pkl", s_pickle), ("a/data/0", s_data), ("a/byteorder", "big"u8.ToArray()));

    [Theory]
    [InlineData("data.pkl")]
    [InlineData("archive/../data.pkl")]
    [InlineData("archive/data/data.pkl")]
    [InlineData("archive/DATA.PKL")]
    public void Load_NoPickleWhereItBelongs_Throws(string name) => Refused("has 0 entries NAME/data.pkl", (name, s_pickle), ("archive/data/0", s_data));

    [Fact]
    public void Load_SeveralPickles_Throws() => Refused("has 2 entries NAME/data.pkl", ("a/data.pkl", s_pickle), ("b/data.pkl", s_pickle));

    [Fact]
    public void Load_AnEntryTwice_Throws() => Refused("two entries a/data/0", ("a/data.pkl", s_pickle), ("a/data/0", s_data), ("a/data/0", s_data));

    [Fact]
    public void Load_Compressed_Throws()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            using (var entry = archive.CreateEntry("a/data.pkl", CompressionLevel.SmallestSize).Open())
                entry.Write(new byte[10_000]);
        stream.Position = 0;
        Assert.Contains("a/data.pkl is compressed", Assert.Throws<InvalidDataException>(() => WeightsFile.Load(stream, "file")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EntriesOverEachOther_Throw()
    {
        // Both storages of 6 elements; the second's place in the directory is changed to the first's, of a longer claim than the file has left.
        byte[] two = [0x80, 2, .. "}("u8, .. Pair("v", "0"), .. Pair("w", "1"), .. "u."u8];
        var content = Archive(("a/data.pkl", two), ("a/data/0", new byte[40_000]), ("a/data/1", []));
        var last = content.AsSpan().LastIndexOf("a/data/1"u8) - 46;
        var first = content.AsSpan().LastIndexOf("a/data/0"u8) - 46;
        content.AsSpan(first + 20, 8).CopyTo(content.AsSpan(last + 20)); // sizes
        content.AsSpan(first + 42, 4).CopyTo(content.AsSpan(last + 42)); // place
        using var stream = new MemoryStream(content);
        Assert.Contains("claim more bytes than the archive has", Assert.Throws<InvalidDataException>(() => WeightsFile.Load(stream, "file")).Message, StringComparison.Ordinal);

        static byte[] Pair(string name, string key) =>
            [.. Pickles.Text(name), .. Pickles.TensorHead(key, 10_000), .. Pickles.Long(0), .. Pickles.Tuple(6), .. Pickles.Tuple(1), 0x89, .. ")tR"u8];
    }

    [Fact]
    public void Load_RefusedName_SaysWhichFile()
    {
        byte[] pickle = [0x80, 2, .. Pickles.Global("__torch__.torchvision.models.resnet", "ResNet"), .. "."u8];
        Refused("file: a/data.pkl: byte 2 of the pickle (Global): the name __torch__.torchvision.models.resnet.ResNet is refused", ("a/data.pkl", pickle));
    }

    [Fact]
    public void Load_BooleansThatAreNeither_Throw()
    {
        var name = Encoding.ASCII.GetBytes("FloatStorage");
        var pickle = Pickles.Tensor("0", 24, 0, [24], [1]);
        var at = pickle.AsSpan().IndexOf(name);
        pickle = [.. pickle[..at], .. "BoolStorage"u8, .. pickle[(at + name.Length)..]];
        Refused("\"w\": bytes of a tensor of booleans are 0 or 1", ("a/data.pkl", pickle), ("a/data/0", s_data));
    }

    [Theory]
    [InlineData("N.", "the file holds None, expected a dict")]
    [InlineData("].", "the file holds list of 0, expected a dict")]
    public void Load_NoDict_Throws(string pickle, string expected) => Refused(expected, ("a/data.pkl", Encoding.ASCII.GetBytes(pickle)));

    [Theory]
    [InlineData("text, not weights", "it begins with 746578742C206E6F, expected safetensors")]
    [InlineData("", "it begins with , expected safetensors")]
    public void Load_OtherFile_Throws(string content, string expected)
    {
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(content));
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => WeightsFile.Load(stream, "file")).Message, StringComparison.Ordinal);
    }

    private static void Refused(string expected, params (string Name, byte[] Content)[] entries)
    {
        var problem = Assert.Throws<InvalidDataException>(() => Load(entries));
        Assert.StartsWith("file: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    private static WeightsFile Load(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream(Archive(entries));
        return WeightsFile.Load(stream, "file");
    }

    private static byte[] Archive(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
                using (var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open())
                    entry.Write(content);
        return stream.ToArray();
    }
}

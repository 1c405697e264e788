using Tests.Support;
using Workbook.Data.Images;
using Xunit;

namespace Workbook.Tests.Data.ImageFiles;

public sealed class ImageFileTests
{
    public static TheoryData<string> Files => [.. ImagePeer.Cases("files").Select(item => (string)item["name"]!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Decode_SmallFile_PixelsOfPillow(string name)
    {
        var peer = ImagePeer.FileCase(name);
        var image = ImageFile.Decode(ImagePeer.FileBytes(name), name);
        Assert.Equal(((int)peer["height"]!, (int)peer["width"]!), (image.Height, image.Width));
        Assert.Equal(ImagePeer.Unpacked(peer["pixels"]!), image.Pixels.ToArray());
    }

    [Fact]
    public void Load_Photos_PixelsOfPillow()
    {
        var folder = SharedFiles.Path("data/real-photos/COCO_Tiny");
        foreach (var photo in ImagePeer.Cases("photos"))
            Assert.Equal((string)photo["sha256"]!, ImagePeer.Hash(ImageFile.Load(Path.Combine(folder, (string)photo["file"]!))));
    }

    [Theory]
    [InlineData("JPEG 4:2:0")]
    [InlineData("JPEG progressive")]
    [InlineData("JPEG CMYK")]
    [InlineData("PNG")]
    [InlineData("PNG palette")]
    public void Decode_Truncated_RefusedWherever(string name)
    {
        var bytes = ImagePeer.FileBytes(name);
        for (var length = 0; length < bytes.Length - 2; length += Math.Max(1, bytes.Length / 97))
        {
            var error = Assert.Throws<InvalidDataException>(() => ImageFile.Decode(bytes.AsSpan(0, length), "pictures/7.bin"));
            Assert.Contains("pictures/7.bin", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Decode_TruncatedBehindHarmlessWarning_Refused()
    {
        // Bytes before the tables draw the one warning that is told.
        var bytes = ImagePeer.FileBytes("JPEG 4:2:0");
        var tables = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]);
        byte[] noted = [.. bytes[..tables], 1, 2, 3, .. bytes[tables..]];
        ImageFile.Decode(noted, "whole");
        Assert.Throws<InvalidDataException>(() => ImageFile.Decode(noted.AsSpan(0, noted.Length / 2), "half"));
    }

    [Theory]
    [InlineData("JPEG 4:2:0", 0xC0)]
    [InlineData("JPEG progressive", 0xC2)]
    public void Decode_JpegAnnouncesHugeImage_RefusedBeforeAllocating(string name, byte frame)
    {
        var bytes = ImagePeer.FileBytes(name);
        var header = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, frame]);
        // libjpeg itself refuses sides above 65,500.
        ((ReadOnlySpan<byte>)[0xFF, 0xDC, 0xFF, 0xDC]).CopyTo(bytes.AsSpan(header + 5));
        AssertRefusedWithoutMemory(bytes, "65500 x 65500");
    }

    [Fact]
    public void Decode_PngAnnouncesHugeImage_RefusedBeforeAllocating()
    {
        var png = ImagePeer.FileBytes("PNG");
        png.AsSpan(16, 8).Clear();
        (png[17], png[21]) = (1, 1);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc32(png.AsSpan(12, 17)));
        AssertRefusedWithoutMemory(png, "65536 x 65536");
    }

    [Fact]
    public void Decode_ChangedByteOfPng_Refused()
    {
        var bytes = ImagePeer.FileBytes("PNG");
        bytes[bytes.Length / 2] ^= 0x10;
        Assert.Throws<InvalidDataException>(() => ImageFile.Decode(bytes, "changed"));
    }

    [Fact]
    public void Decode_ChangedBytes_NeverCrash()
    {
        var rng = new Workbook.Data.Rng(11);
        foreach (var name in new[] { "JPEG 4:2:0", "JPEG progressive", "JPEG YCCK", "PNG", "PNG palette" })
        {
            var whole = ImagePeer.FileBytes(name);
            for (var i = 0; i < 200; i++)
            {
                var bytes = (byte[])whole.Clone();
                for (var k = 0; k <= i % 8; k++)
                    bytes[3 + rng.NextInt(bytes.Length - 3)] = (byte)rng.NextInt(256);
                try
                {
                    ImageFile.Decode(bytes, name);
                }
                catch (InvalidDataException)
                {
                }
            }
        }
    }

    [Fact]
    public void Decode_AnotherFormat_SaysWhatItStartsWith()
    {
        var error = Assert.Throws<InvalidDataException>(() => ImageFile.Decode("GIF89a.."u8, "a.gif"));
        Assert.Contains("a.gif is neither JPEG nor PNG: it starts with 4749463839612E2E", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => ImageFile.Decode([], "empty"));
    }

    [Fact]
    public void Call_LibraryMissing_SaysHowToInstallIt()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => ImageLibrary.Call<int>("libturbojpeg.so.0", "libturbojpeg0", () => throw new DllNotFoundException("not found.")));
        Assert.Contains("libturbojpeg.so.0", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install libturbojpeg0", error.Message, StringComparison.Ordinal);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }
        return ~crc;
    }

    private static void AssertRefusedWithoutMemory(byte[] bytes, string size)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => ImageFile.Decode(bytes, "bomb"));
        Assert.Contains(size, error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}

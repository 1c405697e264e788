using Workbook.Data.Images;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Data.ImageFiles;

public sealed class ImageHeaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Size_Png_IsThatOfTheImage() => Assert.Equal((7, 13), ImageHeader.Size(Write(PngCodec.Encode(new RgbImage(7, 13)))));

    [Fact]
    public void Size_Jpeg_IsInItsFrameBehindOtherSegments()
    {
        // Start, a comment of 3 bytes whose content looks like a frame, a Huffman table, then a progressive frame of 300 x 200.
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xFE, 0, 5, 0xFF, 0xC0, 1, 0xFF, 0xC4, 0, 3, 9, 0xFF, 0xC2, 0, 17, 8, 1, 44, 0, 200, 3, 1, 2, 3];
        Assert.Equal((300, 200), ImageHeader.Size(Write(jpeg)));
    }

    [Fact]
    public void Size_EndsBeforeTheFrame_SaysSo()
    {
        var path = Write([0xFF, 0xD8, 0xFF, 0xFE, 0, 40, .. new byte[30]]);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => ImageHeader.Size(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Size_Text_IsNeither() => Assert.Contains("neither", Assert.Throws<InvalidDataException>(() => ImageHeader.Size(Write([.. "a text that is no image at all"u8]))).Message, StringComparison.Ordinal);

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(_folder.Path, "image");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}

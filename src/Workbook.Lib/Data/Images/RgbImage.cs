namespace Workbook.Data.Images;

/// <summary>An image of 8 bits a channel: red, green, blue interleaved, row after row from the top.</summary>
public sealed class RgbImage
{
    /// <summary>Bytes a pixel.</summary>
    internal const int Channels = 3;

    private readonly byte[] _pixels;

    /// <summary>A black image.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive, or there are more than 2^28 pixels.</exception>
    public RgbImage(int height, int width)
        : this(height, width, [])
    {
    }

    /// <summary>An image in a buffer, or in a new one where that is too small; what the buffer holds remains.</summary>
    internal RgbImage(int height, int width, byte[] buffer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)height * width, ImageLimits.MostPixels);
        (Height, Width) = (height, width);
        var size = height * width * Channels;
        _pixels = buffer.Length >= size ? buffer : new byte[size];
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Height x width x 3 bytes; channel c of pixel (x, y) is at (y * width + x) * 3 + c.</summary>
    public Span<byte> Pixels => _pixels.AsSpan(0, Height * Width * Channels);

    /// <summary>What holds the pixels; it may be longer.</summary>
    internal byte[] Buffer => _pixels;
}

using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Workbook.Data.Images;

namespace Workbook.Data.Transforms;

/// <summary>A row of pixels to and from one row for each channel.</summary>
internal static unsafe class ColourPlanes
{
    private const int Pixels = 16;

    /// <param name="pixels">Red, green, blue, interleaved.</param>
    /// <param name="width">Number of pixels.</param>
    /// <param name="planes">Receives the reds; the greens and blues each a <paramref name="stride"/> further.</param>
    /// <param name="stride">Bytes, at least <paramref name="width"/>.</param>
    public static void Split(byte* pixels, int width, byte* planes, int stride)
    {
        var x = 0;
        if (Ssse3.IsSupported)
            for (; x <= width - Pixels; x += Pixels)
            {
                var from = pixels + (x * RgbImage.Channels);
                var (a, b, c) = (Vector128.Load(from), Vector128.Load(from + Pixels), Vector128.Load(from + (2 * Pixels)));
                Gather(a, b, c, 0).Store(planes + x);
                Gather(a, b, c, 1).Store(planes + stride + x);
                Gather(a, b, c, 2).Store(planes + (2 * stride) + x);
            }
        for (; x < width; x++)
            for (var channel = 0; channel < RgbImage.Channels; channel++)
                planes[(channel * stride) + x] = pixels[(x * RgbImage.Channels) + channel];
    }

    /// <summary>The way back.</summary>
    public static void Join(byte* planes, int stride, int width, byte* pixels)
    {
        for (var x = 0; x < width; x++)
            for (var channel = 0; channel < RgbImage.Channels; channel++)
                pixels[(x * RgbImage.Channels) + channel] = planes[(channel * stride) + x];
    }

    // Every third of 48 bytes: a place with its high bit set gives 0.
    private static Vector128<byte> Gather(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, int channel) => channel switch
    {
        0 => Ssse3.Shuffle(a, Vector128.Create((byte)0, 3, 6, 9, 12, 15, N, N, N, N, N, N, N, N, N, N))
            | Ssse3.Shuffle(b, Vector128.Create(N, N, N, N, N, N, 2, 5, 8, 11, 14, N, N, N, N, N))
            | Ssse3.Shuffle(c, Vector128.Create(N, N, N, N, N, N, N, N, N, N, N, 1, 4, 7, 10, 13)),
        1 => Ssse3.Shuffle(a, Vector128.Create((byte)1, 4, 7, 10, 13, N, N, N, N, N, N, N, N, N, N, N))
            | Ssse3.Shuffle(b, Vector128.Create(N, N, N, N, N, 0, 3, 6, 9, 12, 15, N, N, N, N, N))
            | Ssse3.Shuffle(c, Vector128.Create(N, N, N, N, N, N, N, N, N, N, N, 2, 5, 8, 11, 14)),
        _ => Ssse3.Shuffle(a, Vector128.Create((byte)2, 5, 8, 11, 14, N, N, N, N, N, N, N, N, N, N, N))
            | Ssse3.Shuffle(b, Vector128.Create(N, N, N, N, N, 1, 4, 7, 10, 13, N, N, N, N, N, N))
            | Ssse3.Shuffle(c, Vector128.Create(N, N, N, N, N, N, N, N, N, N, 0, 3, 6, 9, 12, 15)),
    };

    private const byte N = 0x80;
}

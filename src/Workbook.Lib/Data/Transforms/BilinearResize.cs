using System.Buffers;
using Workbook.Data.Images;

namespace Workbook.Data.Transforms;

/// <summary>
/// Scales images exactly as Pillow's <c>Image.resize(size, BILINEAR)</c> does (8 bits a channel, antialiased; read from 9.4): a horizontal
/// pass, rounded to bytes, then a vertical one. Rows go through both while they are in the cache; no scaled image is kept between.
/// </summary>
internal static unsafe class BilinearResize
{
    /// <summary>A scaled copy.</summary>
    /// <param name="image">The image.</param>
    /// <param name="height">Rows of the copy, at least 1.</param>
    /// <param name="width">Columns of the copy, at least 1.</param>
    /// <param name="isFlipped">Whether to mirror the copy, left to right, after scaling.</param>
    public static RgbImage Resize(RgbImage image, int height, int width, bool isFlipped = false)
    {
        var copy = new RgbImage(height, width);
        fixed (byte* pixels = copy.Pixels)
        fixed (byte* line = new byte[RgbImage.Channels * Stride(width)])
            Run(image, height, width, isFlipped, new ByteRows(pixels, width, line));
        return copy;
    }

    /// <summary>Scales, mirrors after it where asked, and hands the rows on.</summary>
    public static void Run<TSink>(RgbImage image, int height, int width, bool isFlipped, TSink sink)
        where TSink : struct, IRowSink
    {
        var horizontal = new HorizontalPass(image.Width, width, isFlipped);
        var vertical = AxisWeights.Bilinear(image.Height, height);
        var (inStride, outStride, pairs) = (Stride(image.Width), Stride(width), (vertical.Taps + 1) / 2);
        var scratch = ArrayPool<byte>.Shared.Rent(checked(RgbImage.Channels * (inStride + (vertical.Taps * outStride))));
        fixed (byte* planes = scratch, pixels = image.Pixels)
        fixed (byte** rows = new byte*[2 * pairs])
        fixed (int* low = new int[pairs], high = new int[pairs])
        {
            var ring = planes + (RgbImage.Channels * inStride);
            var done = 0;
            for (var y = 0; y < height; y++)
            {
                var start = vertical.Starts[y];
                var weights = vertical.Of(y);
                var taps = weights.Length;
                while (taps > 1 && weights[taps - 1] == 0)
                    taps--;
                for (done = Math.Max(done, start); done < start + taps; done++)
                {
                    ColourPlanes.Split(pixels + ((long)done * image.Width * RgbImage.Channels), image.Width, planes, inStride);
                    for (var channel = 0; channel < RgbImage.Channels; channel++)
                        horizontal.Apply(planes + (channel * inStride), Row(done) + (channel * outStride));
                }
                var window = new VerticalWindow { Rows = rows, Low = low, High = high, Pairs = (taps + 1) / 2 };
                for (var tap = 0; tap < taps; tap += 2)
                {
                    var isPair = tap + 1 < taps;
                    window.Set(tap / 2, Row(start + tap), Row(start + tap + (isPair ? 1 : 0)), weights[tap], isPair ? weights[tap + 1] : 0);
                }
                sink.Take(y, window, outStride);
            }

            byte* Row(int row) => ring + ((long)(row % vertical.Taps) * RgbImage.Channels * outStride);
        }
        ArrayPool<byte>.Shared.Return(scratch);
    }

    // A row of one channel with its margin, in whole cache lines.
    private static int Stride(int width) => (width + HorizontalPass.Margin + 63) & ~63;

    private readonly struct ByteRows(byte* pixels, int width, byte* line) : IRowSink
    {
        public void Take(int y, in VerticalWindow window, int stride)
        {
            for (var channel = 0; channel < RgbImage.Channels; channel++)
                for (var x = 0; x < width; x += VerticalWindow.Columns)
                {
                    window.Sum((channel * stride) + x, out var left, out var right);
                    for (var i = 0; i < VerticalWindow.Columns / 2; i++)
                        (line[(channel * stride) + x + i], line[(channel * stride) + x + (VerticalWindow.Columns / 2) + i]) = ((byte)left[i], (byte)right[i]);
                }
            ColourPlanes.Join(line, stride, width, pixels + ((long)y * width * RgbImage.Channels));
        }
    }
}

namespace Workbook.Ops;

/// <summary>
/// Reads and writes the taps of a <see cref="DeformableConvolution"/> in float32. Works on a chunk at a time: some of one image's output places.
/// Pixels are rows of C channels. Columns are [groups, places, taps, C / groups]. Every number is made by one thread in one order, so that the
/// results do not depend on how many there are.
/// </summary>
internal sealed unsafe class DeformableKernel
{
    private const int PlacesPerPiece = 16;

    // Each piece walks over all of a chunk's taps, so that it should not be too narrow.
    private const int ChannelsPerPiece = 32;

    private readonly DeformableShape shape;
    private readonly DeformableSegment[] segments;
    private readonly DeformableSegment[] pieces;
    private readonly int channels;
    private readonly int channelsOfGroup;
    private readonly int taps;
    private readonly long places;
    private readonly float[] outside;
    private DeformableTap[] chunk = [];
    private long image;
    private long first;
    private int count;

    internal DeformableKernel(DeformableShape shape)
    {
        this.shape = shape;
        segments = DeformableSegment.Of(shape, int.MaxValue / 2);
        pieces = DeformableSegment.Of(shape, ChannelsPerPiece);
        (channels, channelsOfGroup, taps) = ((int)shape.Inputs, (int)(shape.Inputs / shape.Groups), (int)shape.Taps);
        places = shape.OutputHeight * shape.OutputWidth;
        outside = GC.AllocateArray<float>(channels, pinned: true);
    }

    private int TapsOfPlace => taps * (int)shape.OffsetGroups;

    /// <summary>Moves to a chunk.</summary>
    /// <param name="image">The image.</param>
    /// <param name="first">The first place of it.</param>
    /// <param name="count">How many places.</param>
    /// <param name="offset">[N, 2 * G * taps, places].</param>
    /// <param name="mask">[N, G * taps, places], or null.</param>
    internal void MoveTo(long image, long first, int count, float* offset, float* mask)
    {
        (this.image, this.first, this.count) = (image, first, count);
        if (chunk.Length < count * TapsOfPlace)
            chunk = new DeformableTap[count * TapsOfPlace];
        OverPlaces((from, end) =>
        {
            for (var place = from; place < end; place++)
                for (var tap = 0; tap < TapsOfPlace; tap++)
                    chunk[place * TapsOfPlace + tap] = Tap(place, tap, offset, mask);
        });
    }

    /// <summary>What the taps of the chunk read of the image.</summary>
    internal void Read(float* pixels, float* columns)
    {
        var source = pixels + image * shape.Height * shape.Width * channels;
        OverPlaces((from, end) =>
        {
            for (var place = from; place < end; place++)
                foreach (var segment in segments)
                    for (var k = 0; k < taps; k++)
                    {
                        ref var tap = ref TapOf(place, segment, k);
                        DeformableRows.Combine(
                            Pixel(source, tap.TopLeft, segment), Pixel(source, tap.TopRight, segment), Pixel(source, tap.BottomLeft, segment),
                            Pixel(source, tap.BottomRight, segment), tap.Shares, columns + Column(place, segment, k), segment.Count);
                    }
        });
    }

    /// <summary>Gradients of the offsets and the mask, in the layout of <see cref="MoveTo"/>'s; each may be null.</summary>
    internal void ReadGradients(float* pixels, float* gradColumns, float* gradOffset, float* gradMask)
    {
        var source = pixels + image * shape.Height * shape.Width * channels;
        OverPlaces((from, end) =>
        {
            var dots = new (float, float, float, float)[TapsOfPlace];
            for (var place = from; place < end; place++)
            {
                Array.Clear(dots);
                foreach (var segment in segments)
                    for (var k = 0; k < taps; k++)
                    {
                        ref var tap = ref TapOf(place, segment, k);
                        DeformableRows.Dots(
                            gradColumns + Column(place, segment, k), Pixel(source, tap.TopLeft, segment), Pixel(source, tap.TopRight, segment),
                            Pixel(source, tap.BottomLeft, segment), Pixel(source, tap.BottomRight, segment), segment.Count,
                            ref dots[segment.OffsetGroup * taps + k]);
                    }
                for (var t = 0; t < dots.Length; t++)
                {
                    var (a, b, c, d) = dots[t];
                    var (y, x, m) = chunk[place * TapsOfPlace + t].Gradients(a, b, c, d);
                    var at = (image * TapsOfPlace + t) * places + first + place;
                    if (gradMask != null)
                        gradMask[at] = m;
                    if (gradOffset == null)
                        continue;
                    at += (image * TapsOfPlace + t) * places;
                    gradOffset[at] = y;
                    gradOffset[at + places] = x;
                }
            }
        });
    }

    /// <summary>Adds the gradients of the columns to those of the pixels that the taps read.</summary>
    internal void Write(float* gradColumns, float* gradPixels)
    {
        var target = gradPixels + image * shape.Height * shape.Width * channels;
        Spread(pieces.Length, index =>
        {
            var segment = pieces[index];
            for (var place = 0; place < count; place++)
                for (var k = 0; k < taps; k++)
                {
                    ref var tap = ref TapOf(place, segment, k);
                    var gradient = gradColumns + Column(place, segment, k);
                    var shares = tap.Shares;
                    Add(tap.TopLeft, shares.TopLeft);
                    Add(tap.TopRight, shares.TopRight);
                    Add(tap.BottomLeft, shares.BottomLeft);
                    Add(tap.BottomRight, shares.BottomRight);

                    void Add(int pixel, float share)
                    {
                        if (pixel >= 0)
                            DeformableRows.Add(gradient, share, target + (long)pixel * channels + segment.First, segment.Count);
                    }
                }
        });
    }

    private DeformableTap Tap(int place, int tap, float* offset, float* mask)
    {
        var (row, column) = Math.DivRem(first + place, shape.OutputWidth);
        var (i, j) = Math.DivRem(tap % taps, shape.KernelWidth);
        var at = (image * TapsOfPlace + tap) * places + first + place;
        var offsetAt = at + (image * TapsOfPlace + tap) * places;
        var y = row * shape.Stride.Vertical - shape.Padding.Vertical + i * shape.Dilation.Vertical + offset[offsetAt];
        var x = column * shape.Stride.Horizontal - shape.Padding.Horizontal + j * shape.Dilation.Horizontal + offset[offsetAt + places];
        return new(y, x, mask == null ? 1 : mask[at], (int)shape.Height, (int)shape.Width);
    }

    private ref DeformableTap TapOf(int place, DeformableSegment segment, int k) =>
        ref chunk[place * TapsOfPlace + segment.OffsetGroup * taps + k];

    private long Column(int place, DeformableSegment segment, int k) =>
        (((long)segment.Group * count + place) * taps + k) * channelsOfGroup + segment.First - segment.Group * channelsOfGroup;

    private float* Pixel(float* source, int pixel, DeformableSegment segment)
    {
        if (pixel >= 0)
            return source + (long)pixel * channels + segment.First;
        fixed (float* zeros = outside)
            return zeros;
    }

    private void OverPlaces(Action<int, int> body) =>
        Spread((count + PlacesPerPiece - 1) / PlacesPerPiece, piece => body(piece * PlacesPerPiece, Math.Min(count, (piece + 1) * PlacesPerPiece)));

    private static void Spread(int pieces, Action<int> body)
    {
        var threads = Math.Min(TorchSharp.torch.get_num_threads(), pieces);
        if (threads > 1)
            Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = threads }, body);
        else
            for (var piece = 0; piece < pieces; piece++)
                body(piece);
    }
}

using System.Buffers;
using Workbook.Data.Images;
using Workbook.Data.Transforms;

namespace Workbook.Data.ImageNet;

/// <summary>Pictures as a network takes them: cropped, scaled and normalised; for training at random, for testing at the centre.</summary>
/// <remarks>
/// In training, a picture that is left out is replaced by the next readable one of its class, in the order of the list and from its end on from its start, so that a
/// batch is the same whenever it is made.
/// </remarks>
internal sealed class CroppedImages : ILabelledImages
{
    // What photos of ImageNet mostly fit into; a larger one takes memory of its own.
    private const int PictureBytes = 1 << 21;

    private static readonly float[][] Normalised = [.. Enumerable.Range(0, RgbImage.Channels).Select(Table)];

    private readonly IPictures _pictures;
    private readonly CropRecipe _recipe;
    private readonly int[]? _next;

    /// <param name="pictures">The pictures.</param>
    /// <param name="recipe">How they are cropped.</param>
    /// <param name="isTraining">Whether at random.</param>
    public CroppedImages(IPictures pictures, CropRecipe recipe, bool isTraining)
    {
        (_pictures, _recipe) = (pictures, recipe);
        _next = isTraining ? NextOfClass(pictures.Labels, pictures.ClassNames.Count) : null;
    }

    public DataSource Source => _pictures.Source;

    public IReadOnlyList<string> ClassNames => _pictures.ClassNames;

    public ReadOnlySpan<int> Labels => _pictures.Labels;

    public int Height => _recipe.Size;

    public int Width => _recipe.Size;

    public bool TryRead(int image, Span<float> into, ref Rng rng)
    {
        var (buffer, crop) = (ArrayPool<byte>.Shared.Rent(PictureBytes), ArrayPool<byte>.Shared.Rent(PictureBytes));
        try
        {
            if ((_pictures.Load(image, buffer) ?? Substitute(image, buffer)) is not { } picture)
                return false;
            if (_next is null)
                Normalise(Cut(Resized(picture), crop), into);
            else
            {
                var window = CropWindow.Random(picture.Height, picture.Width, ref rng);
                var isMirrored = rng.NextBool(0.5);
                var square = BilinearResize.Resize(Cut(picture, window, crop), Height, Width, isMirrored);
                ColourJitter.Apply(square.Pixels, _recipe.Jitter, ref rng);
                Normalise(square, into);
            }
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<byte>.Shared.Return(crop);
        }
    }

    private RgbImage? Substitute(int image, byte[] buffer)
    {
        if (_next is null)
            return null;
        for (var other = _next[image]; other != image; other = _next[other])
            if (_pictures.Load(other, buffer) is { } picture)
                return picture;
        throw new InvalidDataException(
            $"{Source.Name}: no training image of class {_pictures.Labels[image]} ({ClassNames[_pictures.Labels[image]]}) can be read, so none can stand in for those left out.");
    }

    private RgbImage Resized(RgbImage picture)
    {
        var (height, width) = CropWindow.Resized(picture.Height, picture.Width, _recipe.TestEdge);
        return (height, width) == (picture.Height, picture.Width) ? picture : BilinearResize.Resize(picture, height, width);
    }

    private RgbImage Cut(RgbImage picture, byte[] buffer) => Cut(picture, CropWindow.Centre(picture.Height, picture.Width, _recipe.Size), buffer);

    /// <summary>A part of a picture, in the buffer where it is large enough.</summary>
    internal static RgbImage Cut(RgbImage picture, CropWindow window, byte[] buffer)
    {
        var part = new RgbImage(window.Height, window.Width, buffer);
        var row = window.Width * RgbImage.Channels;
        for (var y = 0; y < window.Height; y++)
            picture.Pixels.Slice(((window.Top + y) * picture.Width + window.Left) * RgbImage.Channels, row).CopyTo(part.Pixels[(y * row)..]);
        return part;
    }

    private static void Normalise(RgbImage image, Span<float> into)
    {
        var pixels = image.Pixels;
        var plane = image.Height * image.Width;
        for (var channel = 0; channel < RgbImage.Channels; channel++)
        {
            var table = Normalised[channel];
            var to = into.Slice(channel * plane, plane);
            for (int i = 0, from = channel; i < to.Length; i++, from += RgbImage.Channels)
                to[i] = table[pixels[from]];
        }
    }

    private static float[] Table(int channel)
    {
        var normalisation = PixelNormalisation.Torchvision;
        return [.. Enumerable.Range(0, 256).Select(value => (value / normalisation.Divisor - normalisation.Mean[channel]) / normalisation.Std[channel])];
    }

    private static int[] NextOfClass(int[] labels, int classes)
    {
        var (next, first, last) = (new int[labels.Length], new int[classes], new int[classes]);
        Array.Fill(last, -1);
        for (var i = 0; i < labels.Length; i++)
        {
            if (last[labels[i]] < 0)
                first[labels[i]] = i;
            else
                next[last[labels[i]]] = i;
            last[labels[i]] = i;
        }
        for (var c = 0; c < classes; c++)
            if (last[c] >= 0)
                next[last[c]] = first[c];
        return next;
    }
}

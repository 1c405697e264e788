using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Workbook.Data;

/// <summary>Labelled 8-bit RGB images of one size, held in memory. Immutable; safe to read from several threads.</summary>
public sealed class ImageSet
{
    private const string SelectionKey = "selection";

    private readonly byte[] pixels;
    private readonly int[] labels;

    /// <summary>Takes over the arrays: the caller must not change them afterwards.</summary>
    /// <param name="pixels">Image after image, each channel after channel (R, G, B), row after row: Count x 3 x height x width.</param>
    /// <param name="labels">Class index of each image, 0..ClassCount-1.</param>
    /// <param name="classNames">One name a class; its length is the number of classes.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="source">Where the images come from.</param>
    /// <exception cref="ArgumentException">The number of pixels is not labels x 3 x height x width, or a label names no class.</exception>
    public ImageSet(byte[] pixels, int[] labels, IReadOnlyList<string> classNames, int height, int width, DataSource source)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var expected = (long)labels.Length * Channels * height * width;
        if (pixels.Length != expected)
            throw new ArgumentException(
                $"{source.Name}: {labels.Length} images of {Channels}x{height}x{width} need {expected} bytes, got {pixels.Length}.", nameof(pixels));
        for (var i = 0; i < labels.Length; i++)
            if ((uint)labels[i] >= (uint)classNames.Count)
                throw new ArgumentException(
                    $"{source.Name}: image {i} has label {labels[i]}, expected 0..{classNames.Count - 1}.", nameof(labels));
        this.pixels = pixels;
        this.labels = labels;
        ClassNames = classNames;
        Height = height;
        Width = width;
        Source = source;
    }

    /// <summary>Channels of every image: R, G, B.</summary>
    public const int Channels = 3;

    /// <summary>Number of images.</summary>
    public int Count => labels.Length;

    /// <summary>Number of classes, whether or not each has images.</summary>
    public int ClassCount => ClassNames.Count;

    /// <summary>Pixels.</summary>
    public int Height { get; }

    /// <summary>Pixels.</summary>
    public int Width { get; }

    /// <summary>Bytes of one image: 3 x height x width.</summary>
    public int ImageSize => Channels * Height * Width;

    /// <summary>Class index of each image.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>Name of each class.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Where the images come from, with content hashes.</summary>
    public DataSource Source { get; }

    /// <summary>Pixels of one image, channel after channel (R, G, B), row after row.</summary>
    /// <param name="i">0..Count-1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ReadOnlySpan<byte> Image(int i)
    {
        if ((uint)i >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(i), i, $"{Source.Name} has images 0..{Count - 1}.");
        return pixels.AsSpan(i * ImageSize, ImageSize);
    }

    /// <summary>Number of images of each class, by class index.</summary>
    public int[] CountPerClass()
    {
        var counts = new int[ClassCount];
        foreach (var label in labels)
            counts[label]++;
        return counts;
    }

    /// <summary>
    /// Copies the given images, in the given order. The source's hashes get an entry <c>selection</c>, the SHA-256 of the indices (32-bit
    /// little-endian; preceded by the previous selection's hash where this set is itself a selection).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An index names no image.</exception>
    public ImageSet Subset(ReadOnlySpan<int> indices) => Subset(indices, Source.Name, Source.Description);

    internal ImageSet Subset(ReadOnlySpan<int> indices, string name, string description)
    {
        var chosenPixels = new byte[(long)indices.Length * ImageSize];
        var chosenLabels = new int[indices.Length];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (Source.Sha256.TryGetValue(SelectionKey, out var previous))
            hash.AppendData(Convert.FromHexString(previous));
        Span<byte> littleEndian = stackalloc byte[sizeof(int)];
        for (var i = 0; i < indices.Length; i++)
        {
            Image(indices[i]).CopyTo(chosenPixels.AsSpan(i * ImageSize));
            chosenLabels[i] = labels[indices[i]];
            BinaryPrimitives.WriteInt32LittleEndian(littleEndian, indices[i]);
            hash.AppendData(littleEndian);
        }
        var sha256 = new SortedDictionary<string, string>(Source.Sha256.ToDictionary(), StringComparer.Ordinal)
        {
            [SelectionKey] = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
        var source = Source with { Name = name, Description = description, Sha256 = sha256 };
        return new ImageSet(chosenPixels, chosenLabels, ClassNames, Height, Width, source);
    }
}

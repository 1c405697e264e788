using Workbook.Data.Images;
using Workbook.Data.Transforms;

namespace Workbook.Data.Loading;

/// <summary>Transformed images of one iteration, padded to one size, with their objects.</summary>
public sealed class DetectionBatch
{
    private float[] _buffer = [];

    internal DetectionBatch(int count)
    {
        ImageIndices = new int[count];
        Geometries = new ImageGeometry[count];
        Instances = new ImageInstances[count];
    }

    /// <summary>The iteration.</summary>
    public long Iteration { get; internal set; }

    /// <summary>Number of images, N.</summary>
    public int Count => ImageIndices.Length;

    /// <summary>Rows of every image, with padding.</summary>
    public int Height { get; private set; }

    /// <summary>Columns of every image, with padding.</summary>
    public int Width { get; private set; }

    /// <summary>N x 3 x Height x Width, normalised; 0 where padded, on the right and below. Valid until the batch is returned.</summary>
    public Memory<float> Images => _buffer.AsMemory(0, Count * ImageSize);

    /// <summary>Dense indices in the data set.</summary>
    public int[] ImageIndices { get; }

    /// <summary>From the stored size to the size without padding.</summary>
    public ImageGeometry[] Geometries { get; }

    /// <summary>The objects of each image.</summary>
    public ImageInstances[] Instances { get; }

    private int ImageSize => RgbImage.Channels * Height * Width;

    /// <summary>Makes room for images of this size; the buffer grows and never shrinks.</summary>
    internal void SetSize(int height, int width)
    {
        (Height, Width) = (height, width);
        var size = checked(Count * RgbImage.Channels * height * width);
        if (_buffer.Length < size)
            _buffer = GC.AllocateUninitializedArray<float>(size);
    }

    /// <summary>Scales an image into its place.</summary>
    internal unsafe void Put(int place, RgbImage image, PixelNormalisation normalisation)
    {
        var (_, _, height, width, isFlipped) = Geometries[place];
        var planes = _buffer.AsSpan(place * ImageSize, ImageSize);
        fixed (float* to = planes)
            BilinearResize.Run(image, height, width, isFlipped, new NormalisedRows(normalisation, width, to, Width, (long)Height * Width));
        for (var channel = 0; channel < RgbImage.Channels; channel++)
        {
            var plane = planes.Slice(channel * Height * Width, Height * Width);
            plane[(height * Width)..].Clear();
            for (var y = 0; y < height && width < Width; y++)
                plane[((y * Width) + width)..((y + 1) * Width)].Clear();
        }
    }
}

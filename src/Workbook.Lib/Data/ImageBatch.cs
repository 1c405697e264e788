namespace Workbook.Data;

/// <summary>Normalised images and labels of one training iteration, or of one piece of a test set.</summary>
public sealed class ImageBatch
{
    /// <summary>The label of an image of a test set that could not be read and is left out.</summary>
    public const long Unreadable = -1;

    internal ImageBatch(int count, int imageSize)
    {
        Images = new float[count * imageSize];
        Labels = new long[count];
    }

    /// <summary>The iteration, or the number of the piece from 0.</summary>
    public long Iteration { get; internal set; }

    /// <summary>N x 3 x height x width (NCHW), each value (pixel / 255 - mean) / std.</summary>
    public float[] Images { get; }

    /// <summary>N class indices, or <see cref="Unreadable"/>.</summary>
    public long[] Labels { get; }

    /// <summary>N.</summary>
    public int Count => Labels.Length;
}

namespace Workbook.Data;

/// <summary>Normalised images and labels of one training iteration, or of one piece of a test set.</summary>
public sealed class ImageBatch
{
    internal ImageBatch(int count, int imageSize)
    {
        Images = new float[count * imageSize];
        Labels = new long[count];
    }

    /// <summary>The iteration, or the number of the piece from 0.</summary>
    public long Iteration { get; internal set; }

    /// <summary>N x 3 x height x width (NCHW), each value (pixel / 255 - mean) / std.</summary>
    public float[] Images { get; }

    /// <summary>N class indices.</summary>
    public long[] Labels { get; }

    /// <summary>N.</summary>
    public int Count => Labels.Length;
}

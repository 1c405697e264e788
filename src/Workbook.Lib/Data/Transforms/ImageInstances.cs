namespace Workbook.Data.Transforms;

/// <summary>The objects to learn on a transformed image, in the order of the file.</summary>
public sealed class ImageInstances
{
    /// <summary>Number of objects, N.</summary>
    public int Count => Categories.Length;

    /// <summary>N x 4: left, top, right, bottom in pixels of the transformed image.</summary>
    public required float[] Boxes { get; init; }

    /// <summary>Dense category indices, N.</summary>
    public required long[] Categories { get; init; }

    /// <summary>Dense annotation indices, N.</summary>
    public required int[] Annotations { get; init; }

    /// <summary>N masks; null where the file has none.</summary>
    public required InstanceMask?[] Masks { get; init; }
}

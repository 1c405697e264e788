using Workbook.Data.Detection;

namespace Workbook.Data.OpenImages;

/// <summary>Image-level labels, verified by people, by index 0..Count-1, in the order of the file.</summary>
public sealed class OpenImagesLabels
{
    private readonly Column<int> _images = new();
    private readonly Column<ushort> _classes = new();
    private readonly Column<bool> _isPositive = new();

    internal OpenImagesLabels()
    {
    }

    /// <summary>Number of labels.</summary>
    public int Count => _images.Count;

    /// <summary>The dense index of a label's image.</summary>
    public int ImageOf(int index) => _images[index];

    /// <summary>The dense index of a label's class.</summary>
    public int ClassOf(int index) => _classes[index];

    /// <summary>Whether the image shows the class (confidence 1); otherwise it does not (confidence 0).</summary>
    public bool IsPositive(int index) => _isPositive[index];

    internal void Add(int image, int @class, bool isPositive)
    {
        _images.Add(image);
        _classes.Add((ushort)@class);
        _isPositive.Add(isPositive);
    }
}

using Workbook.Data.Detection;

namespace Workbook.Data.OpenImages;

/// <summary>Boxes by index 0..Count-1, in the order of the file; 39 bytes each.</summary>
public sealed class OpenImagesBoxes
{
    private readonly Column<int> _images = new();
    private readonly Column<ushort> _classes = new();
    private readonly Column<BoxXyxy> _boxes = new();
    private readonly Column<bool> _isGroupOf = new();

    internal OpenImagesBoxes()
    {
    }

    /// <summary>Number of boxes.</summary>
    public int Count => _boxes.Count;

    /// <summary>A box.</summary>
    public BoxXyxy this[int index] => _boxes[index];

    /// <summary>The dense index of a box's image.</summary>
    public int ImageOf(int index) => _images[index];

    /// <summary>The dense index of a box's class.</summary>
    public int ClassOf(int index) => _classes[index];

    /// <summary>Whether a box holds more than five objects that touch each other, instead of one.</summary>
    public bool IsGroupOf(int index) => _isGroupOf[index];

    /// <summary>The classes with a box in each image.</summary>
    internal IndexSets ClassesOfImages(int images)
    {
        var (owners, members) = (new int[Count], new int[Count]);
        for (var i = 0; i < owners.Length; i++)
            (owners[i], members[i]) = (_images[i], _classes[i]);
        return IndexSets.Of(images, owners, members);
    }

    internal void Add(int image, int @class, in BoxXyxy box, bool isGroupOf)
    {
        _images.Add(image);
        _classes.Add((ushort)@class);
        _boxes.Add(box);
        _isGroupOf.Add(isGroupOf);
    }
}

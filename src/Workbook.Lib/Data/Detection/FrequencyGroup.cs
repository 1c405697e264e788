namespace Workbook.Data.Detection;

/// <summary>LVIS's group of a category by the number of training images that contain it.</summary>
public enum FrequencyGroup : byte
{
    /// <summary>The file states none, as in COCO.</summary>
    None,

    /// <summary>1 to 10 images (<c>r</c>).</summary>
    Rare,

    /// <summary>11 to 100 images (<c>c</c>).</summary>
    Common,

    /// <summary>More than 100 images (<c>f</c>).</summary>
    Frequent,
}

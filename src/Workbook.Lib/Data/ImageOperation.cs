namespace Workbook.Data;

/// <summary>The operations of AutoAugment, with the unit of their magnitude.</summary>
internal enum ImageOperation
{
    /// <summary>Pixels to the left per row down, about the upper left corner.</summary>
    ShearX,

    /// <summary>Pixels up per column to the right, about the upper left corner.</summary>
    ShearY,

    /// <summary>Pixels to the right; the fraction is dropped.</summary>
    TranslateX,

    /// <summary>Pixels down; the fraction is dropped.</summary>
    TranslateY,

    /// <summary>Degrees, counter-clockwise, about the centre.</summary>
    Rotate,

    /// <summary>0 changes nothing, -1 is black.</summary>
    Brightness,

    /// <summary>0 changes nothing, -1 is grey.</summary>
    Color,

    /// <summary>0 changes nothing, -1 is the mean grey.</summary>
    Contrast,

    /// <summary>0 changes nothing, -1 is smoothed.</summary>
    Sharpness,

    /// <summary>Number of upper bits kept, 1..8.</summary>
    Posterize,

    /// <summary>Values from here on are inverted.</summary>
    Solarize,

    /// <summary>Each channel stretched to 0..255; no magnitude.</summary>
    AutoContrast,

    /// <summary>Each channel's histogram made flat; no magnitude.</summary>
    Equalize,

    /// <summary>No magnitude.</summary>
    Invert,
}

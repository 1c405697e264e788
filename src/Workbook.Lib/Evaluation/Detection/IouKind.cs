namespace Workbook.Evaluation.Detection;

/// <summary>What intersection over union is taken of.</summary>
public enum IouKind
{
    /// <summary>Boxes (<c>bbox</c>); of detections without boxes, those of their masks.</summary>
    Box,

    /// <summary>Masks (<c>segm</c>); of detections without masks, their boxes as rectangles.</summary>
    Mask,
}

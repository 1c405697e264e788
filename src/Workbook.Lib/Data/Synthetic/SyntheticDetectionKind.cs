namespace Workbook.Data.Synthetic;

/// <summary>Whose rules of annotation <see cref="SyntheticDetection"/> follows.</summary>
public enum SyntheticDetectionKind
{
    /// <summary>
    /// LVIS v0.5: polygons, positive, negative and not-exhaustive categories of each image. The files are COCO's format too: every annotation has
    /// <c>iscrowd</c>.
    /// </summary>
    Lvis,

    /// <summary>Open Images challenge 2019, detection: boxes at leaves or inner classes of a hierarchy, groups, image-level labels.</summary>
    OpenImages,
}

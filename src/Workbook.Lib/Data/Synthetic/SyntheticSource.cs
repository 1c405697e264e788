namespace Workbook.Data.Synthetic;

/// <summary>A data set beside LVIS that <see cref="SyntheticCompanion"/> stands in for.</summary>
public enum SyntheticSource
{
    /// <summary>COCO: masks, every object of its categories annotated. Its categories are mostly frequent ones of LVIS.</summary>
    Coco,

    /// <summary>The part of Open Images whose categories LVIS has too: boxes without masks, and some image-level labels.</summary>
    OpenImages,
}

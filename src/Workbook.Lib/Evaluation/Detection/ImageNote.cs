namespace Workbook.Evaluation.Detection;

/// <summary>What matching knows of an image and the current category.</summary>
internal struct ImageNote
{
    /// <summary>Its first annotation, counted within the category.</summary>
    public int FirstObject;

    /// <summary>Its annotations of the category.</summary>
    public int Objects;

    /// <summary>Detections so far.</summary>
    public int Detections;

    /// <summary>Whether the category is annotated in the image or listed as absent.</summary>
    public bool IsListed;

    /// <summary>Whether the image may show instances that are not annotated.</summary>
    public bool IsNotExhaustive;
}

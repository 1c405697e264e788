using Workbook.Data.Detection;

namespace Workbook.Data.Synthetic;

/// <summary>A category of a synthetic detection set: a shape in a texture and a pair of colours.</summary>
public sealed record SyntheticCategory
{
    internal SyntheticCategory()
    {
    }

    /// <summary>The id in LVIS files, from 1, in alphabetical order of names as in LVIS.</summary>
    public required int Id { get; init; }

    /// <summary>Colours, texture and shape, e.g. <c>warm striped ring</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The shape, which the categories of a family share; an inner class of the hierarchy of Open Images.</summary>
    public required string Family { get; init; }

    /// <summary>LVIS's group by the number of training images.</summary>
    public required FrequencyGroup Group { get; init; }

    /// <summary>Training images that contain it, annotated.</summary>
    public required int TrainImages { get; init; }

    /// <summary>
    /// The name of the frequent category of the family that it is easily taken for: it differs in the texture or the colours alone. Null for a
    /// frequent category.
    /// </summary>
    public required string? LookAlike { get; init; }

    /// <summary>The class in files of Open Images.</summary>
    public string Mid => OpenImagesClasses.MidOf(this);

    internal SyntheticShape Shape { get; init; }

    internal SyntheticTexture Texture { get; init; }

    internal SyntheticPalette Palette { get; init; }
}

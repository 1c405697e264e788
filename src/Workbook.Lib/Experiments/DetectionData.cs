using Workbook.Data.Statistics;
using Workbook.Data.Synthetic;

namespace Workbook.Experiments;

/// <summary>A long-tailed detection set; where its files are is the run's matter.</summary>
public abstract record DetectionData
{
    /// <summary>Short name in lower case, part of <see cref="Experiment.Slug"/>.</summary>
    public abstract string Slug { get; }

    /// <summary>Whether objects have masks, which are then what is evaluated; else boxes are.</summary>
    public abstract bool HasMasks { get; }

    /// <summary>Number of categories.</summary>
    internal abstract int Categories { get; }

    /// <summary>Images that are evaluated.</summary>
    internal abstract int ValidationImages { get; }

    private protected DetectionData()
    {
    }
}

/// <summary>LVIS v0.5: 1,230 categories, 57,263 training and 5,000 validation images (section 4.1).</summary>
public sealed record Lvis : DetectionData
{
    /// <inheritdoc/>
    public override string Slug => "lvis";

    /// <inheritdoc/>
    public override bool HasMasks => true;

    internal override int Categories => 1_230;

    internal override int ValidationImages => 5_000;
}

/// <summary>The detection track of the Open Images challenge 2019: 500 categories, 1.7 million training and about 10,000 validation images (section 5).</summary>
public sealed record OpenImages2019 : DetectionData
{
    /// <inheritdoc/>
    public override string Slug => "oid19";

    /// <inheritdoc/>
    public override bool HasMasks => false;

    internal override int Categories => 500;

    internal override int ValidationImages => 10_000;
}

/// <summary>COCO 2017: 80 categories, 115,000 training and 5,000 validation images, the images of LVIS among them; every object of its categories is annotated.</summary>
public sealed record Coco2017 : DetectionData
{
    /// <inheritdoc/>
    public override string Slug => "coco";

    /// <inheritdoc/>
    public override bool HasMasks => true;

    internal override int Categories => 80;

    internal override int ValidationImages => 5_000;
}

/// <summary>
/// 20,000 training images of Open Images whose boxes are of categories that LVIS has too, those categories alone; its validation images with such boxes.
/// Appendix A speaks of 110 categories; see <see cref="SharedCategories"/> for those here.
/// </summary>
public sealed record OpenImagesShared : DetectionData
{
    /// <summary>The first images with a shared category, in the order of the file: the paper names their number, not their choice.</summary>
    internal const int TrainingImages = 20_000;

    /// <inheritdoc/>
    public override string Slug => "oid-shared";

    /// <inheritdoc/>
    public override bool HasMasks => false;

    internal override int Categories => SharedCategories.OpenImages.All.Count;

    internal override int ValidationImages => 10_000;
}

/// <summary>A set drawn by a program that stands in for one beside LVIS: see <see cref="SyntheticCompanion"/>.</summary>
/// <param name="Source">For which.</param>
/// <param name="Size">Of the LVIS-like set that it has categories of.</param>
public sealed record SyntheticExternal(SyntheticSource Source, SyntheticDetectionSize Size) : DetectionData
{
    /// <summary>Of the drawing; the same for every training seed.</summary>
    public int DrawingSeed { get; init; }

    /// <inheritdoc/>
    public override string Slug => Source == SyntheticSource.Coco ? "coco-like" : "oid-shared-like";

    /// <inheritdoc/>
    public override bool HasMasks => Source == SyntheticSource.Coco;

    internal override int Categories => SyntheticCompanion.SharedWith(Source, Size).Count;

    internal override int ValidationImages => SyntheticCompanion.ValidationImages(Source, Size);
}

/// <summary>A set drawn by a program that stands in for one of the real ones: see <see cref="SyntheticDetection"/>.</summary>
/// <param name="Format">Whose format and habits of annotation it has.</param>
/// <param name="Size">Categories and images.</param>
public sealed record SyntheticLongTail(SyntheticDetectionKind Format, SyntheticDetectionSize Size) : DetectionData
{
    /// <summary>Of the drawing; the same for every training seed.</summary>
    public int DrawingSeed { get; init; }

    /// <inheritdoc/>
    public override string Slug => Format == SyntheticDetectionKind.Lvis ? "lvis-like" : "oid-like";

    /// <inheritdoc/>
    public override bool HasMasks => Format == SyntheticDetectionKind.Lvis;

    internal override int Categories => SyntheticCatalogue.For(Size).Count;

    internal override int ValidationImages => SyntheticSpec.Of(Size).ValidationImages;
}

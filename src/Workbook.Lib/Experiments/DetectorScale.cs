namespace Workbook.Experiments;

/// <summary>How large a detector and its images are. Profiles differ in it; the rows of a table never do.</summary>
public sealed record DetectorScale
{
    /// <summary>The paper's (section 4.2).</summary>
    public static DetectorScale Paper { get; } = new()
    {
        Width = 1, MaskWidth = 1, ShorterEdge = 800, LongerEdge = 1333, AnchorScale = 1, Proposals = 1, C4Proposals = 1, MaskPooling = 14,
        DetectionsPerImage = 300,
    };

    /// <summary>For images of about 128 pixels and 72 categories: 18 detections are to these what 300 are to the 1,230 of LVIS.</summary>
    public static DetectorScale Mini { get; } = new()
    {
        Width = 0.25, MaskWidth = 0.125, ShorterEdge = 96, LongerEdge = 160, AnchorScale = 0.5, Proposals = 0.25, C4Proposals = 0.25, MaskPooling = 7,
        DetectionsPerImage = 18,
    };

    /// <summary>For images of about 72 pixels.</summary>
    public static DetectorScale Smoke { get; } = Mini with { Width = 0.125, ShorterEdge = 64, LongerEdge = 96, Proposals = 0.125 };

    /// <summary>Factor on the channel numbers of backbone, pyramid and box head.</summary>
    public required double Width { get; init; }

    /// <summary>Factor on those of the mask head, which would cost a thin detector most of its time.</summary>
    public required double MaskWidth { get; init; }

    /// <summary>Images are resized to this shorter edge, in pixels ...</summary>
    public required int ShorterEdge { get; init; }

    /// <summary>... unless the longer edge would exceed this.</summary>
    public required int LongerEdge { get; init; }

    /// <summary>Factor on the sizes of anchors: 32 to 512 pixels at 1.</summary>
    public required double AnchorScale { get; init; }

    /// <summary>Factor on the numbers of anchors and proposals that are sampled and kept: at 1, 256 anchors and 512 proposals an image to learn from.</summary>
    public required double Proposals { get; init; }

    /// <summary>Further factor on the proposals kept and sampled on C4, where each of them goes through a stage of the network.</summary>
    public required double C4Proposals { get; init; }

    /// <summary>Side of the features that a mask is made of; the mask's side is twice that.</summary>
    public required int MaskPooling { get; init; }

    /// <summary>Detections kept of an image.</summary>
    public required int DetectionsPerImage { get; init; }
}

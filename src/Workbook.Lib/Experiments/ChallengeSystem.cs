using Workbook.Models;

namespace Workbook.Experiments;

/// <summary>
/// A step of the LVIS challenge's road map (appendix A): a trained detector and how it is tested. Detectors are trained once, with the seed of the system's run; the experts once
/// for all seeds, with seed 0.
/// </summary>
public sealed record ChallengeSystem : Experiment
{
    /// <summary>The detector, which gives boxes and masks.</summary>
    public required DetectionExperiment Detector { get; init; }

    /// <summary>Multi-scale box testing: shorter edges of the views that boxes are found in; null for the detector's own size alone.</summary>
    public EdgeRange? BoxEdges { get; init; }

    /// <summary>Multi-scale mask testing: shorter edges of the views that masks are averaged over; null likewise.</summary>
    public EdgeRange? MaskEdges { get; init; }

    /// <summary>A detector trained on COCO, whose boxes of the shared categories count too; null for none.</summary>
    public DetectionExperiment? CocoExpert { get; init; }

    /// <summary>The same of Open Images.</summary>
    public DetectionExperiment? OpenImagesExpert { get; init; }

    /// <summary>By how much scores of rare and common categories are raised; null for not at all.</summary>
    public Rescoring? Rescoring { get; init; }

    /// <summary>Whether it is tested on the test images (Table 12), not on the validation images.</summary>
    public bool IsOnTestImages { get; init; }

    /// <inheritdoc/>
    public override string Slug => string.Join('-', new[]
    {
        Detector.Slug,
        "system",
        BoxEdges is null ? "" : "boxes",
        CocoExpert is null ? "" : "coco",
        OpenImagesExpert is null ? "" : "oid",
        Rescoring is null ? "" : "rescored",
        MaskEdges is null ? "" : "masks",
        IsOnTestImages ? "test" : "",
    }.Where(part => part.Length > 0));

    /// <summary>Those of the detector's training.</summary>
    public override int Iterations => Detector.Iterations;

    /// <inheritdoc/>
    public override IEnumerable<Experiment> Trainings =>
        new[] { Detector, CocoExpert, OpenImagesExpert }.OfType<DetectionExperiment>().SelectMany(detector => detector.Trainings).Distinct();

    internal override DetectionData? Evaluated => IsOnTestImages ? null : Detector.Data;

    /// <summary>The smaller profiles take every other edge, in proportion to the size of their images.</summary>
    public override Experiment Scaled(Profile profile)
    {
        if (profile == Profile.Paper)
            return this;
        var detector = (DetectionExperiment)Detector.Scaled(profile);
        return this with
        {
            Detector = detector,
            BoxEdges = Scaled(BoxEdges),
            MaskEdges = Scaled(MaskEdges),
            CocoExpert = (DetectionExperiment?)CocoExpert?.Scaled(profile),
            OpenImagesExpert = (DetectionExperiment?)OpenImagesExpert?.Scaled(profile),
        };

        EdgeRange? Scaled(EdgeRange? edges) =>
            edges is null ? null : (edges with { Step = 2 * edges.Step }).Scaled(detector.Scale.ShorterEdge, DetectorScale.Paper.ShorterEdge);
    }
}

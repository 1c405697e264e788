namespace Workbook.Experiments;

/// <summary>What the LVIS challenge's solution adds to a detector's training (appendix A), each step a switch of its own.</summary>
public sealed record ChallengeTraining
{
    /// <summary>An eighth of the published channels: a step of either backbone then costs about what a ResNet-101 of a quarter does.</summary>
    internal const double ThinTrunk = 0.125;

    /// <summary>The backbone, in place of the ResNet of <see cref="DetectionExperiment.Model"/>.</summary>
    public required ChallengeTrunk Trunk { get; init; }

    /// <summary>Factor on its channel numbers: 1, or a power of 1/2 at the smaller profiles, where it is thinner than the rest of the detector.</summary>
    public double TrunkWidth { get; init; } = 1;

    /// <summary>
    /// Whether the 3x3 convolutions of C3 to C5 are deformable and modulated (Zhu et al. 2019). The paper does not say whether those of its SENet-154 are; the one
    /// here has none.
    /// </summary>
    public bool HasDeformableConvolutions { get; init; }

    /// <summary>Whether the backbone's norms, from C3 on, are trained over the images of all processes; else they are frozen.</summary>
    public bool SynchronisesNorms { get; init; }

    /// <summary>Multi-scale training: lengths of the shorter edge, one of which is drawn for every image; null for the scale's own.</summary>
    public EdgeRange? ShorterEdges { get; init; }

    /// <summary>
    /// The training, with seed 0, whose detector this one is fine-tuned from: all weights, and the class outputs of the categories that both have. Null to start from
    /// a backbone.
    /// </summary>
    public DetectionExperiment? Pretraining { get; init; }

    /// <summary>Whether COCO's boxes of things that LVIS does not annotate are regions that no background is sampled from.</summary>
    public bool IgnoresCocoBoxes { get; init; }

    /// <summary>Whether the images of <see cref="OpenImagesShared"/> are trained on too, with their boxes alone.</summary>
    public bool AddsOpenImages { get; init; }

    /// <summary>The backbone's name.</summary>
    internal string Backbone => (Trunk == ChallengeTrunk.ResNeXt101 ? "X-101-64x4d" : "SENet-154") + (HasDeformableConvolutions ? "-DCN" : "");

    /// <summary>The same at the scale of a profile.</summary>
    /// <param name="profile">Smoke or mini.</param>
    /// <param name="scale">Of the detector.</param>
    internal ChallengeTraining Scaled(Profile profile, DetectorScale scale) => this with
    {
        TrunkWidth = ThinTrunk,
        ShorterEdges = ShorterEdges?.Scaled(scale.ShorterEdge, DetectorScale.Paper.ShorterEdge),
        Pretraining = (DetectionExperiment?)Pretraining?.Scaled(profile),
    };

    /// <summary>Every switch, in lower case.</summary>
    internal string Slug => string.Join('-', new[]
    {
        Trunk == ChallengeTrunk.ResNeXt101 ? "x101" : "se154",
        HasDeformableConvolutions ? "dcn" : "",
        SynchronisesNorms ? "sync" : "",
        ShorterEdges is null ? "" : "multi",
        Pretraining is null ? "" : "tuned",
        IgnoresCocoBoxes ? "ignore" : "",
        AddsOpenImages ? "oid" : "",
    }.Where(part => part.Length > 0));

    /// <exception cref="ArgumentException">Switches that do not go together.</exception>
    internal void Validate()
    {
        if (HasDeformableConvolutions && Trunk == ChallengeTrunk.SENet154)
            throw new ArgumentException("SENet-154 has no deformable convolutions here; expected HasDeformableConvolutions with ResNeXt-101 alone.");
        if (ShorterEdges is { } edges && (edges.Least < 1 || edges.Most < edges.Least || edges.Step < 1))
            throw new ArgumentException($"Expected edges from at least 1 pixel up, in steps of at least 1, got {edges}.");
    }
}

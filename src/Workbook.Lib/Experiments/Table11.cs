using Workbook.Data.Statistics;
using Workbook.Models;

namespace Workbook.Experiments;

/// <summary>Table 11: the road map of the LVIS challenge 2019 entry.</summary>
internal static class Table11
{
    private const string Baseline = "baseline", SENet = "senet154", OpenImages = "open-images", Boxes = "box-scales", NotRescored = "not-rescored";
    private const string Ensemble = "ensemble", Masks = "mask-scales";

    private static readonly MetricColumn[] Metrics = [MetricColumn.Ap, MetricColumn.ApRare, MetricColumn.ApCommon, MetricColumn.ApFrequent];

    // "from 600 to 1400 with step size of 200"
    private static readonly EdgeRange TestEdges = new(600, 1400, 200);

    private static readonly ChallengeSystem WithBoxScales = new() { Detector = Baselines.ChallengeOpenImages, BoxEdges = TestEdges };

    private static readonly ChallengeSystem WithExperts = WithBoxScales with { CocoExpert = Baselines.CocoExpert, OpenImagesExpert = Baselines.OpenImagesExpert };

    private static readonly ChallengeSystem WithRescoring = WithExperts with { Rescoring = Rescoring.Default };

    /// <summary>The last step, which took part in the challenge.</summary>
    internal static ChallengeSystem Final { get; } = WithRescoring with { MaskEdges = TestEdges };

    public static PaperTable Declare() => new()
    {
        Id = "table11",
        Title = "Table 11: the road map of the LVIS challenge entry",
        Caption = "Average precision (AP) on the LVIS v0.5 validation set, step by step; each row adds to the one above it. AP is of masks, APr, APc and APf of rare, common and "
            + "frequent categories.",
        Notebook = "12-challenge",
        Source = $"{PublishedTables.Source}, Table 11",
        Metrics = Metrics,
        Rows =
        [
            Row(
                Baseline, "Challenge baseline", "Challenge Baseline", new() { Detector = Baselines.ChallengeBaseline },
                "The paper names its parts alone. Here the deformable convolutions are modulated and, as the synchronised norms, in C3 to C5; the shorter edge in training is 600, 800 or "
                + "1,000 pixels; 12 epochs of COCO with the sigmoid loss come before the schedule of section 4.2. The smaller profiles have an eighth of the channels, a backbone trained on "
                + "drawn objects, and a drawn set in COCO's place."),
            Row(
                SENet, "+ SENet-154", "+SE154 [19]", new() { Detector = Baselines.ChallengeSENet154 },
                "Whether its convolutions were deformable the paper does not say; here they are not, so that the step takes these away too."),
            Row(
                OpenImages, "+ Open Images data", "+OpenImage Data", new() { Detector = Baselines.ChallengeOpenImages },
                $"The paper borrows 20,000 images of 110 shared categories, which it does not list; by name and WordNet {SharedCategories.OpenImages.All.Count} of its categories are found here. The smaller "
                + "profiles draw them, in another look."),
            Row(
                Boxes, "+ multi-scale box testing", "+Multi-scale box testing", WithBoxScales,
                "How boxes of several sizes are joined the paper does not say: here by non-maximum suppression over all of them. The smaller profiles take every other size."),
            new TableRow
            {
                Id = NotRescored,
                Label = "+ expert models, not re-scored (not in the paper's Table 11)",
                Experiment = WithExperts,
                Published = new Dictionary<string, PublishedNumber>(),
                Note = "Added for the paper's remark that without re-scoring the ensemble hurts categories of low scores.",
            },
            Row(
                Ensemble, "+ re-scoring ensemble and expert models", "+RS Ensemble+Expert Model", WithRescoring,
                "The paper does not say which detectors its ensemble joins, by how much it raises scores, nor how it trained its experts: here the detector of the row above and both "
                + "experts, with scores of rare categories raised by a quarter and of common ones by an eighth: of what was tried on the validation images of seed 0 at mini, what had the "
                + "highest AP (results/mini/rescoring.md)."),
            Row(Masks, "+ multi-scale mask testing", "+Multi-scale mask testing", Final, "Masks are averaged over the sizes that boxes are found in."),
        ],
        Claims =
        [
            new Claim
            {
                Id = "each-step",
                Statement = "Each step of the road map raises AP.",
                Source = "appendix A, Table 11",
                Contrasts =
                [
                    Step("SENet-154", SENet, Baseline), Step("Open Images data", OpenImages, SENet), Step("multi-scale box testing", Boxes, OpenImages),
                    Step("re-scoring ensemble and experts", Ensemble, Boxes), Step("multi-scale mask testing", Masks, Ensemble),
                ],
            },
            new Claim
            {
                Id = "whole-road",
                Statement = "All steps together raise AP.",
                Source = "appendix A, Table 11",
                Contrasts = [Step("all steps", Masks, Baseline)],
            },
            new Claim
            {
                Id = "not-rescored-rare",
                Statement = "Without re-scoring, the ensemble with expert models hurts rare categories.",
                Source = "appendix A (\"degeneration of in ensemble\")",
                Contrasts = [Contrast.Gain("APr before the ensemble over the ensemble without re-scoring", Boxes, NotRescored, MetricColumn.ApRare.Id)],
            },
            new Claim
            {
                Id = "rescored-rare",
                Statement = "With re-scoring, the ensemble with expert models raises APr.",
                Source = "appendix A, Table 11",
                Contrasts = [Contrast.Gain("APr of the re-scoring ensemble over none", Ensemble, Boxes, MetricColumn.ApRare.Id)],
            },
        ],
    };

    private static Contrast Step(string label, string row, string over) => Contrast.Gain($"AP, {label}", row, over, MetricColumn.Ap.Id);

    private static TableRow Row(string id, string label, string model, ChallengeSystem system, string note) => new()
    {
        Id = id,
        Label = label,
        Experiment = system,
        Published = PublishedTables.Numbers("table11", [("Model", model)], Metrics),
        Note = note,
    };
}

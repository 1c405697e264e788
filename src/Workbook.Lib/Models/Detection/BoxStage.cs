using Workbook.Ops;

namespace Workbook.Models;

/// <summary>One stage of box refinement.</summary>
/// <param name="Coder">How its offsets are scaled.</param>
/// <param name="LeastIou">From this intersection over union on a proposal is an object.</param>
public sealed record BoxStage(BoxCoder Coder, double LeastIou)
{
    /// <summary>The one stage of Mask R-CNN.</summary>
    public static IReadOnlyList<BoxStage> MaskRcnn { get; } = [new(BoxCoder.Proposals, 0.5)];

    /// <summary>The three of Cascade R-CNN (Cai and Vasconcelos 2018; the weights of detectron2 v0.6).</summary>
    public static IReadOnlyList<BoxStage> Cascade { get; } =
        [new(BoxCoder.Proposals, 0.5), new(new(20, 20, 10, 10), 0.6), new(new(30, 30, 15, 15), 0.7)];
}

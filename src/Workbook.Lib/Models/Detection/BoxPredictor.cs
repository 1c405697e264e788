using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>
/// The last layers of a box head: class logits and box offsets. Parameter names as torchvision's FastRCNNPredictor (0.14); weights start as
/// detectron2's FastRCNNOutputLayers (v0.6), and under sigmoids the class biases from a prior of 0.001 as in the authors' code (eql.detectron2).
/// </summary>
internal sealed class BoxPredictor : Module<Tensor, (Tensor Logits, Tensor Offsets)>
{
    private const double Prior = 0.001;

    private readonly Linear cls_score;
    private readonly Linear bbox_pred;

    /// <param name="features">Inputs.</param>
    /// <param name="outputs">Class outputs.</param>
    /// <param name="isSigmoid">Whether these are sigmoids.</param>
    /// <param name="boxes">Boxes predicted: K, or 1 where they are class-agnostic.</param>
    internal BoxPredictor(long features, long outputs, bool isSigmoid, long boxes)
        : base(nameof(BoxPredictor))
    {
        cls_score = Linear(features, outputs);
        bbox_pred = Linear(features, 4 * boxes);
        init.normal_(cls_score.weight, std: 0.01);
        init.constant_(cls_score.bias!, isSigmoid ? Math.Log(Prior / (1 - Prior)) : 0);
        init.normal_(bbox_pred.weight, std: 0.001);
        init.zeros_(bbox_pred.bias!);
        RegisterComponents();
    }

    /// <summary>[R, features] to logits [R, outputs] and offsets [R, 4 boxes].</summary>
    public override (Tensor Logits, Tensor Offsets) forward(Tensor input) => (cls_score.call(input), bbox_pred.call(input));
}

using Workbook.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary><see cref="PyramidRoiAlign"/> as a module without parameters, named box_roi_pool and mask_roi_pool as in torchvision's RoIHeads (0.14).</summary>
internal sealed class RoiPooling : Module<Tensor[], Tensor, Tensor, Tensor>
{
    private readonly PyramidRoiAlign _pooling;
    private readonly int _finestStride;

    /// <param name="pooling">The settings.</param>
    /// <param name="finestStride">Image pixels to a pixel of the finest level.</param>
    internal RoiPooling(PyramidRoiAlign pooling, int finestStride)
        : base(nameof(RoiPooling)) => (_pooling, _finestStride) = (pooling, finestStride);

    /// <summary>Levels from the finest, of which P6 serves proposals only; boxes [R, 4] in image pixels; Int64 [R] images: [R, C, S, S].</summary>
    public override Tensor forward(Tensor[] levels, Tensor boxes, Tensor images) =>
        _pooling.Apply(levels.Length > 1 ? levels[..^1] : levels, _finestStride, boxes, images);
}

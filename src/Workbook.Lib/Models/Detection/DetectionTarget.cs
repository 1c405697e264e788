using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>The objects of one image, to learn from.</summary>
/// <param name="Boxes">Float [G, 4]: left, top, right, bottom in pixels, each with an area; G may be 0.</param>
/// <param name="Labels">Int64 [G], in [0, K).</param>
/// <param name="Masks">The objects' masks; null where the model has no mask head, or the image has boxes alone.</param>
/// <param name="Listed">Bool [K]: the categories in the image's positive or negative set (LVIS); null where unknown.</param>
/// <param name="Ignored">Float [I, 4]: regions with something that is annotated elsewhere: see <see cref="RoiHeads.IgnoredShare"/>; null for none.</param>
public sealed record DetectionTarget(Tensor Boxes, Tensor Labels, ITargetMasks? Masks = null, Tensor? Listed = null, Tensor? Ignored = null);

using static TorchSharp.torch;

namespace Workbook.Losses;

/// <summary>
/// What the images of a batch say about categories as a whole (LVIS: the union of an image's positive and negative category sets), and
/// which image each proposal is from.
/// </summary>
/// <param name="Listed">Bool [I, K]: whether category j is in image i's positive or negative set.</param>
/// <param name="Image">Int64 [N]: each proposal's image, in [0, I).</param>
public readonly record struct ImageCategories(Tensor Listed, Tensor Image);

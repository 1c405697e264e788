namespace Workbook.Data.ImageNet;

/// <summary>
/// What happens to a training image of ImageNet, in this order: random resized crop, mirror with probability 1/2, colour jitter, normalisation; to a
/// test image: the shorter edge scaled to 8/7 of the crop (256 for 224), crop at the centre, normalisation. Operations and numbers are those of the code that section 6 refers
/// to (zhmiao/OpenLongTailRecognition-OLTR, data/dataloader.py), with the mean and standard deviation of ImageNet.
/// </summary>
/// <param name="Size">Rows and columns of the crop; 224 in the paper.</param>
/// <param name="Jitter">How far brightness, contrast and saturation are changed at most, see <see cref="ColourJitter"/>; 0.4 in the paper's reference.</param>
public sealed record CropRecipe(int Size, double Jitter) : ImageAugmentation
{
    /// <summary>The paper's recipe for ImageNet-LT.</summary>
    public static CropRecipe ImageNet { get; } = new(224, 0.4);

    /// <summary>The shorter edge of a test image before its crop.</summary>
    internal int TestEdge => Size * 8 / 7;
}

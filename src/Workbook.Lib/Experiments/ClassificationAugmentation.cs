namespace Workbook.Experiments;

/// <summary>What is done to a training image, in this order. Test images are used as they are.</summary>
/// <param name="CropPadding">Pixels of zero padding on each side before a random crop of the image's own size; 0 for no crop.</param>
/// <param name="Flip">Horizontal flip with probability one half.</param>
/// <param name="AutoAugment">The CIFAR policy of AutoAugment (Cubuk et al. 2019).</param>
/// <param name="CutoutLength">Side in pixels of the square that Cutout (DeVries and Taylor 2017) blanks; 0 for no Cutout.</param>
public sealed record ClassificationAugmentation(int CropPadding, bool Flip, bool AutoAugment, int CutoutLength);

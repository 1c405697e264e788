namespace Workbook.Data;

/// <summary>What is done to training images. A closed set: <see cref="AugmentationRecipe"/> and <see cref="ImageNet.CropRecipe"/>.</summary>
public abstract record ImageAugmentation
{
    private protected ImageAugmentation()
    {
    }
}

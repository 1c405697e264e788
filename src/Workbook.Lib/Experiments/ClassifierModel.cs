using System.Runtime.Serialization;

namespace Workbook.Experiments;

/// <summary>Classification networks of the paper.</summary>
public enum ClassifierModel
{
    /// <summary>ResNet-32 for 32 x 32 images (section 6, CIFAR-100-LT).</summary>
    [EnumMember(Value = "resnet32")]
    ResNet32,

    /// <summary>ResNet-10 (section 6, ImageNet-LT).</summary>
    [EnumMember(Value = "resnet10")]
    ResNet10,
}

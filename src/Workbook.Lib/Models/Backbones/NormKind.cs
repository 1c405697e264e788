namespace Workbook.Models.Backbones;

/// <summary>What normalises the channels behind each convolution of a backbone.</summary>
public enum NormKind
{
    /// <summary><see cref="FrozenBatchNorm2d"/>: statistics, scale and shift are constants. Detectors fine-tuned with few images a GPU use it.</summary>
    Frozen,

    /// <summary>Batch normalisation over the images of one process.</summary>
    Batch,

    /// <summary><see cref="SyncBatchNorm"/>: batch normalisation over the images of all ranks.</summary>
    Synchronised,
}

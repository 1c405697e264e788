namespace Workbook.Evaluation.Detection;

/// <summary>What comes out of one category; areas as in <see cref="AreaRange.Standard"/>, thresholds as in <see cref="Thresholds"/>.</summary>
/// <param name="Objects">Ground truth that is not ignored, for each area.</param>
/// <param name="AveragePrecision">[area][IoU]: mean over the recall thresholds.</param>
/// <param name="Recall">[area][IoU], at the last limit.</param>
/// <param name="RecallAtLimit">[limit][IoU], any area.</param>
/// <param name="Precision">[IoU][recall], any area: interpolated precision.</param>
/// <param name="Detections">Detections that were evaluated.</param>
internal sealed record CategoryScores(
    int[] Objects, double[][] AveragePrecision, double[][] Recall, double[][] RecallAtLimit, double[][] Precision, int Detections)
{
    /// <summary>Images that have an annotation or a detection of the category.</summary>
    public int Images { get; init; }

    /// <summary>The most detections of it in one image.</summary>
    public int MostDetections { get; init; }

    /// <summary>A category without ground truth.</summary>
    public static CategoryScores None(int detections) => new(new int[AreaRange.Standard.Length], [], [], [], [], detections);
}

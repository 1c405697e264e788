namespace Workbook.Evaluation.Detection;

/// <summary>Interpolated precision over recall, at any object size: for LVIS and COCO at 101 recalls, for Open Images at each hit.</summary>
/// <param name="Iou">The threshold of intersection over union.</param>
/// <param name="Recall">Ascending, in [0, 1]: 0 to 1 in steps of 0.01, or the recall at each hit.</param>
/// <param name="Precision">The highest precision at this or a higher recall, in [0, 1]; 0 where the recall is not reached.</param>
public sealed record PrecisionRecallCurve(double Iou, IReadOnlyList<double> Recall, IReadOnlyList<double> Precision);

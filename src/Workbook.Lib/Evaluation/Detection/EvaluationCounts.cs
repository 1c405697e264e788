namespace Workbook.Evaluation.Detection;

/// <summary>How many records an evaluation saw, and how many each rule left.</summary>
/// <param name="Detections">Detections in the results.</param>
/// <param name="WithinImageLimit">Of these, within the limit of an image (LVIS: 300).</param>
/// <param name="WithArea">Of these, with an area; COCO does not ask.</param>
/// <param name="Evaluated">Of these, evaluated: LVIS, in images where the category is annotated or listed as absent; COCO, within the limit of an image and category.</param>
/// <param name="MostOfImageAndCategory">The most detections of one image and category in the results.</param>
/// <param name="Annotations">Annotations of the data set.</param>
/// <param name="Used">Of these, used: LVIS, with an area.</param>
/// <param name="Crowds">Annotations of crowds.</param>
/// <param name="Pairs">Pairs of image and category that have an annotation or a detection, after the rules.</param>
public sealed record EvaluationCounts(
    int Detections, int WithinImageLimit, int WithArea, int Evaluated, int MostOfImageAndCategory, int Annotations, int Used, int Crowds, int Pairs);

using System.Text;
using Workbook.Data.Detection;
using Workbook.Evaluation.Detection;
using Workbook.Results;

namespace Workbook.Evaluation.Submission;

/// <summary>
/// A file for the LVIS challenge: <c>[{image_id, category_id, score, segmentation}, ...]</c>, at most 300 detections of an image, masks as compressed run
/// lengths of the image's size, as lvis-api reads results (commit 7d7f07d).
/// </summary>
/// <remarks>
/// Boxes are left out: of results that have them lvis-api takes the box's area for the mask's, which moves objects between small, medium and large, and counts
/// empty masks. Memory goes to the detections as they are read, a hundred bytes each and their masks.
/// </remarks>
public static class LvisSubmission
{
    /// <summary>Detections of an image that count.</summary>
    public const int DetectionsPerImage = 300;

    /// <summary>
    /// Writes a submission of a results file, atomically: the 300 of highest score of each image, in the order of the file; of equal scores the first.
    /// </summary>
    /// <param name="results">The results; masks may be polygons or run lengths of either kind.</param>
    /// <param name="dataset">The images and categories, see <see cref="DetectionDataset.LoadImages"/>.</param>
    /// <param name="output">The file to write.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="InvalidDataException">The results are not right: the message lists what, where and how to mend it; nothing is written.</exception>
    public static SubmissionSummary Write(string results, DetectionDataset dataset, string output)
    {
        var detections = DetectionResults.Load(results, dataset);
        ThrowIfFaulty(detections, dataset, isSubmission: false);
        var kept = Best(detections, dataset.Images.Count);
        var masks = new SegmentationMasks(results, detections.Segmentations, detections.Images, dataset.Images);
        AtomicFile.Write(output, stream =>
        {
            using var writer = new ResultsWriter(stream);
            for (var d = 0; d < detections.Count; d++)
                if (kept[d])
                    Append(writer, detections, d, dataset, masks);
        });
        return Check(output, dataset) with { LeftOut = kept.Count(isKept => !isKept) };
    }

    /// <summary>Checks a file that is to be submitted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dataset">The images and categories, see <see cref="DetectionDataset.LoadImages"/>.</param>
    /// <returns>What is in it.</returns>
    /// <exception cref="InvalidDataException">It is not right: the message lists what, where and how to mend it.</exception>
    public static SubmissionSummary Check(string path, DetectionDataset dataset)
    {
        var detections = DetectionResults.Load(path, dataset);
        ThrowIfFaulty(detections, dataset, isSubmission: true);
        return new(
            path, new FileInfo(path).Length, detections.Sha256, detections.Count, detections.Categories.Distinct().Count(), detections.Images.Distinct().Count(),
            dataset.Images.Count, detections.HasBoxes, LeftOut: 0);
    }

    private static void Append(ResultsWriter writer, DetectionResults detections, int d, DetectionDataset dataset, SegmentationMasks masks)
    {
        var (image, segmentations) = (detections.Images[d], detections.Segmentations);
        var (id, category, score) = (dataset.Images.Ids[image], dataset.Categories.Ids[detections.Categories[d]], detections.Scores[d]);
        if (segmentations.KindOf(d) == SegmentationKind.RunLengthText)
            writer.Write(id, category, score, dataset.Images.Heights[image], dataset.Images.Widths[image], Encoding.ASCII.GetString(segmentations.RunLengthText(d)));
        else
            writer.Write(id, category, score, box: null, masks.Of(d));
    }

    // As the evaluation cuts: by falling score, of equal scores the first.
    private static bool[] Best(DetectionResults detections, int images)
    {
        var kept = new bool[detections.Count];
        foreach (var image in Enumerable.Range(0, detections.Count).GroupBy(d => detections.Images[d]))
            foreach (var d in image.OrderByDescending(d => detections.Scores[d]).Take(DetectionsPerImage))
                kept[d] = true;
        return kept;
    }

    private static void ThrowIfFaulty(DetectionResults detections, DetectionDataset dataset, bool isSubmission)
    {
        // Faulty records are left out in reading: those after them would be counted wrong.
        var problems = detections.Problems.Count > 0 ? detections.Problems : SubmissionProblems.Of(detections, dataset, isSubmission);
        if (problems.Count > 0)
            throw new InvalidDataException($"{problems}\nNot fit to be submitted: mend these records, or leave them out.");
    }
}

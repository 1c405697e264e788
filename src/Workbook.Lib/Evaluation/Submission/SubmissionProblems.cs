using System.Globalization;
using Workbook.Data.Detection;

namespace Workbook.Evaluation.Submission;

/// <summary>What a results file may have and a submission may not, beyond what <see cref="DetectionResults"/> finds.</summary>
internal static class SubmissionProblems
{
    /// <param name="detections">As read, none left out: ids are known, masks decode and have the size of their image.</param>
    /// <param name="dataset">The images and categories.</param>
    /// <param name="isSubmission">Whether it is to be submitted as it is; otherwise what writing mends is no problem.</param>
    public static DataProblems Of(DetectionResults detections, DetectionDataset dataset, bool isSubmission)
    {
        var problems = new DataProblems(detections.Source);
        if (detections.Count == 0)
            problems.AddKept("file without detections: lvis-api reads none", $"0 on {dataset.Images.Count} images");
        else if (!detections.HasSegmentations)
            problems.AddKept("file of boxes only: the challenge is about masks, so give each detection a segmentation", $"{detections.Count} detections");
        else
            CheckDetections(detections, dataset, isSubmission, problems);
        return problems;
    }

    private static void CheckDetections(DetectionResults detections, DetectionDataset dataset, bool isSubmission, DataProblems problems)
    {
        var (counts, seen) = (new int[dataset.Images.Count], new HashSet<(int Image, int Category, double Score, long Area, int Mask)>());
        for (var d = 0; d < detections.Count; d++)
        {
            var (image, category, score, kind) = (detections.Images[d], detections.Categories[d], detections.Scores[d], detections.Segmentations.KindOf(d));
            FormattableString where = $"[{d}], image {dataset.Images.Ids[image]}, category {dataset.Categories.Ids[category]}, score {score}";
            counts[image]++;
            if (score is not (>= 0 and <= 1))
                problems.AddKept("score outside [0, 1]: divide all scores by the largest, which changes no average precision", where);
            if (kind == SegmentationKind.None)
                problems.AddKept("detection without a mask: give it a segmentation, or leave it out", where);
            else if (isSubmission && kind != SegmentationKind.RunLengthText)
                problems.AddKept("mask that is not of compressed run lengths, which alone lvis-api reads: \"workbook submit --results\" compresses it", where);
            if (detections.MaskAreas[d] > 0 && !seen.Add((image, category, score, detections.MaskAreas[d], Hash(detections.Segmentations, d, kind))))
                problems.AddKept("detection that stands twice, with the same score and mask: leave one out; were files joined that overlap?", where);
        }
        for (var image = 0; isSubmission && image < counts.Length; image++)
            if (counts[image] > LvisSubmission.DetectionsPerImage)
                problems.AddKept(
                    string.Create(CultureInfo.InvariantCulture, $"image with more than {LvisSubmission.DetectionsPerImage} detections: \"workbook submit --results\" keeps the best"),
                    $"image {dataset.Images.Ids[image]}: {counts[image]}");
    }

    private static int Hash(Segmentations segmentations, int index, SegmentationKind kind)
    {
        var hash = new HashCode();
        if (kind == SegmentationKind.RunLengthText)
            hash.AddBytes(segmentations.RunLengthText(index));
        else
            foreach (var run in segmentations.RunLengths(index))
                hash.Add(run);
        return hash.ToHashCode();
    }
}

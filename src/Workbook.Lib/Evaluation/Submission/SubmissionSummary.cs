using System.Globalization;

namespace Workbook.Evaluation.Submission;

/// <summary>What a submission holds.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
/// <param name="Detections">Number of detections.</param>
/// <param name="Categories">Categories with a detection.</param>
/// <param name="Images">Images with a detection.</param>
/// <param name="AllImages">Images of the set.</param>
/// <param name="HasBoxes">Whether it has boxes, which <see cref="LvisSubmission.Write"/> leaves out.</param>
/// <param name="LeftOut">Detections of the results beyond the limit of an image.</param>
public sealed record SubmissionSummary(string Path, long Bytes, string Sha256, int Detections, int Categories, int Images, int AllImages, bool HasBoxes, int LeftOut)
{
    /// <summary>The numbers in words, culture-invariant.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Path}: {Detections:N0} detections of {Categories:N0} categories on {Images:N0} of {AllImages:N0} images, {Bytes:N0} bytes, SHA-256 {Sha256}")
        + (HasBoxes ? "\nwith boxes, whose areas lvis-api takes for those of the masks: objects count as small, medium or large by them" : "")
        + (LeftOut > 0 ? string.Create(CultureInfo.InvariantCulture, $"\n{LeftOut:N0} detections beyond the {LvisSubmission.DetectionsPerImage} best of their image left out") : "");
}

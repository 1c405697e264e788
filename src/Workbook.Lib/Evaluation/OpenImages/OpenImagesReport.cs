using System.Globalization;
using Workbook.Evaluation.Detection;
using Workbook.Results;

namespace Workbook.Evaluation.OpenImages;

/// <summary>An evaluation as text and as files.</summary>
public static class OpenImagesReport
{
    /// <summary>The metrics as the challenge's evaluator names them, a line each.</summary>
    public static string Summary(OpenImagesEvaluation evaluation) => string.Join('\n', evaluation.Metrics.Select(
        metric => string.Create(CultureInfo.InvariantCulture, $"OpenImagesDetectionChallenge_Precision/{metric.Key}IOU: {metric.Value ?? double.NaN:F6}")));

    /// <summary>
    /// Writes <paramref name="path"/>, JSON as <see cref="OpenImagesEvaluation.ToJson"/>, and beside it the same name with <c>.csv</c>, a line a
    /// class: both whole or not at all.
    /// </summary>
    /// <param name="evaluation">What to write.</param>
    /// <param name="path">A file of any extension but .csv.</param>
    /// <exception cref="ArgumentException">It ends in .csv.</exception>
    public static void Save(OpenImagesEvaluation evaluation, string path)
    {
        var table = EvaluationFiles.TablePath(path);
        AtomicFile.Write(path, JsonLayout.Write(evaluation.ToJson()));
        AtomicFile.Write(table, Csv.Line(["class", "name", "objects", "detections", "AP"])
            + string.Concat(evaluation.Classes.Select(result => Csv.Line(
            [
                result.Mid, result.Name, result.Objects.ToString(CultureInfo.InvariantCulture), result.Detections.ToString(CultureInfo.InvariantCulture),
                result.AveragePrecision?.ToString("R", CultureInfo.InvariantCulture) ?? "",
            ]))));
    }
}

using Workbook.Data.OpenImages;
using Workbook.Evaluation.Detection;

namespace Workbook.Evaluation.OpenImages;

/// <summary>
/// Average precision at an intersection over union of 0.5 on Open Images, with the numbers of the challenge's evaluator
/// (<c>OpenImagesChallengeEvaluator</c> of tensorflow/models, July 2021).
/// </summary>
/// <remarks>
/// The challenge evaluates expanded ground truth (<see cref="OpenImagesDataset.Expand"/>) and expects detections of all levels
/// (<see cref="OpenImagesDetections.Expand"/>); the evaluator itself expands neither. A detection counts only where its class is labelled, as
/// present or absent, or boxed in the image. By descending score, it takes the box that it overlaps most, if that is enough and the box is
/// free. What takes none and lies by half or more in a group-of box is absorbed: the first of them finds the group-of box (if its score is
/// positive), others do not count. At equal scores, where the reference's order is not defined, the earlier in the file comes first.
/// </remarks>
public static class OpenImagesEvaluator
{
    internal const double LeastOverlap = 0.5;

    /// <summary>Evaluates detections.</summary>
    /// <param name="dataset">The ground truth that the detections were read for, or its expansion.</param>
    /// <param name="detections">The detections; none at all is allowed, and finds nothing.</param>
    /// <param name="groups">Groups whose means join the metrics, or null.</param>
    /// <param name="threads">Threads to use; null for all processors. Results do not depend on it.</param>
    /// <exception cref="ArgumentException">The detections were read for another ground truth, or the groups are of other classes.</exception>
    public static OpenImagesEvaluation Evaluate(
        OpenImagesDataset dataset, OpenImagesDetections detections, ImageNumberGroups? groups = null, int? threads = null)
    {
        if (detections.Dataset.Images != dataset.Images || detections.Dataset.Classes != dataset.Classes)
            throw new ArgumentException(
                $"{detections.Source} was read for {detections.Dataset.Source}, expected {dataset.Source}: read it for this ground truth.",
                nameof(detections));
        if (groups is not null && groups.Classes != dataset.Classes.Count)
            throw new ArgumentException($"Got groups of {groups.Classes} classes, expected {dataset.Classes.Count}.", nameof(groups));
        var truth = new ClassGroundTruth(dataset);
        var queue = Queue(detections, dataset.Classes.Count);
        var scores = new ClassScores[dataset.Classes.Count];
        var next = -1;
        Workers.Run(Math.Max(1, threads ?? Environment.ProcessorCount), () =>
        {
            var matcher = new ClassMatcher(truth, detections, queue);
            for (var @class = Interlocked.Increment(ref next); @class < scores.Length; @class = Interlocked.Increment(ref next))
                scores[@class] = matcher.Run(@class);
        });
        return new OpenImagesEvaluation(dataset.Classes, scores, groups, detections.Count);
    }

    private static Grouping Queue(OpenImagesDetections detections, int classes)
    {
        var (all, owners) = (new int[detections.Count], new int[detections.Count]);
        for (var i = 0; i < all.Length; i++)
            (all[i], owners[i]) = (i, detections.ClassOf(i));
        return Grouping.Of(all, owners, classes);
    }
}

using Workbook.Data.OpenImages;
using Workbook.Evaluation.Detection;

namespace Workbook.Evaluation.OpenImages;

/// <summary>
/// Evaluates classes, one after the other, in working memory of its own: one pass over a class's detections, by score. As matching within
/// an image only looks back at higher scores, no image has to be visited apart.
/// </summary>
internal sealed class ClassMatcher(ClassGroundTruth truth, OpenImagesDetections detections, Grouping queue)
{
    // Limits of the reference: detections of an image and class, and the lowest score.
    private const int MostOfImage = 10_000;
    private const double LowestScore = -10;

    private readonly OpenImagesBoxes _boxes = truth.Dataset.Boxes;
    private readonly ImageNote[] _notes = new ImageNote[truth.Dataset.ImageCount];
    private bool[] _isTaken = [];

    /// <summary>Evaluates a class.</summary>
    public ClassScores Run(int @class)
    {
        var objects = truth.Boxes[@class];
        Enter(objects, truth.Labelled[@class]);
        var precision = new List<double>();
        var evaluated = 0;
        foreach (var detection in Ordered(queue[@class]))
        {
            ref var image = ref _notes[detections.ImageOf(detection)];
            if (image.Detections++ >= MostOfImage)
                continue;
            var outcome = Match(detections[detection], detections.ScoreOf(detection), objects, image);
            if (outcome is null)
                continue;
            evaluated++;
            if (outcome.Value)
                precision.Add((precision.Count + 1.0) / evaluated);
        }
        Leave(objects, truth.Labelled[@class]);
        for (var i = precision.Count - 1; i > 0; i--)
            precision[i - 1] = Math.Max(precision[i - 1], precision[i]);
        return new ClassScores(objects.Length, evaluated, [.. precision]);
    }

    private void Enter(ReadOnlySpan<int> objects, ReadOnlySpan<int> labelled)
    {
        if (_isTaken.Length < objects.Length)
            _isTaken = new bool[Math.Max(objects.Length, 2 * _isTaken.Length)];
        _isTaken.AsSpan(0, objects.Length).Clear();
        for (var i = 0; i < objects.Length; i++)
        {
            ref var note = ref _notes[_boxes.ImageOf(objects[i])];
            if (note.Objects++ == 0)
                note.FirstObject = i;
            note.IsListed = true;
        }
        foreach (var image in labelled)
            _notes[image].IsListed = true;
    }

    private void Leave(ReadOnlySpan<int> objects, ReadOnlySpan<int> labelled)
    {
        foreach (var item in objects)
            _notes[_boxes.ImageOf(item)] = default;
        foreach (var image in labelled)
            _notes[image] = default;
    }

    /// <summary>The detections that count, by descending score.</summary>
    private int[] Ordered(ReadOnlySpan<int> all)
    {
        var (scores, order) = (new double[all.Length], new int[all.Length]);
        var kept = 0;
        foreach (var detection in all)
            if (_notes[detections.ImageOf(detection)].IsListed && detections.ScoreOf(detection) > LowestScore)
                (scores[kept], order[kept++]) = (-detections.ScoreOf(detection), detection);
        Array.Resize(ref order, kept);
        ScoreOrder.Sort(scores.AsSpan(0, kept), order);
        return order;
    }

    /// <summary>Whether a detection is a hit; null where it does not count.</summary>
    private bool? Match(in BoxXyxy box, double score, ReadOnlySpan<int> objects, in ImageNote image)
    {
        var (single, overlap) = (-1, 0.0);
        var (group, share) = (-1, 0.0);
        for (var i = image.FirstObject; i < image.FirstObject + image.Objects; i++)
        {
            var other = _boxes[objects[i]];
            var intersection = Intersection(box, other);
            if (_boxes.IsGroupOf(objects[i]))
            {
                if (intersection / box.Area is var part && part > share)
                    (group, share) = (i, part);
            }
            else if (intersection / (box.Area + other.Area - intersection) is var iou && iou > overlap)
            {
                (single, overlap) = (i, iou);
            }
        }
        if (overlap >= OpenImagesEvaluator.LeastOverlap && !_isTaken[single])
            return _isTaken[single] = true;
        if (!(share >= OpenImagesEvaluator.LeastOverlap))
            return false;
        if (_isTaken[group])
            return null;
        _isTaken[group] = true;
        return score > 0 ? true : null;
    }

    private static double Intersection(in BoxXyxy a, in BoxXyxy b)
    {
        var height = Math.Max(0, Math.Min(a.YMax, b.YMax) - Math.Max(a.YMin, b.YMin));
        return height * Math.Max(0, Math.Min(a.XMax, b.XMax) - Math.Max(a.XMin, b.XMin));
    }
}

using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>
/// The detections that take part, by category, then by ascending image id, then as in the file. Filtering image by image looks at
/// detections as the file has them, next to each other, and leaves fewer to the matching, which jumps.
/// </summary>
internal sealed class DetectionQueue
{
    private readonly QueuedDetection[] _queued;
    private readonly int[] _starts;

    public DetectionQueue(DetectionDataset dataset, DetectionResults results, GroundTruth truth, EvaluationRules rules, IOverlap overlap)
    {
        var ranks = GC.AllocateUninitializedArray<int>(results.Count);
        var all = GC.AllocateUninitializedArray<int>(results.Count);
        for (var i = 0; i < ranks.Length; i++)
            (all[i], ranks[i]) = (i, truth.ImageRanks[results.Images[i]]);
        var byImage = Grouping.Of(all, ranks, truth.ImageRanks.Length);
        var takesPart = new bool[results.Count];
        _starts = new int[dataset.Categories.Count + 1];
        var listed = new ListedCategories(dataset, truth);
        for (var rank = 0; rank < byImage.Count; rank++)
        {
            if (byImage[rank].IsEmpty)
                continue;
            var image = results.Images[byImage[rank][0]];
            if (rules.IsFederated)
                listed.Enter(image, rank);
            var limited = Limit(byImage[rank], rules.ImageLimit, results);
            WithinLimit += limited.Length;
            foreach (var detection in limited)
            {
                // The reference cuts first: what has no area uses up the limit.
                if (rules.IsFederated && !(overlap.AreaOf(detection) is > 0 and < double.PositiveInfinity))
                    continue;
                WithArea++;
                if (rules.IsFederated && !listed.Has(results.Categories[detection]))
                    continue;
                takesPart[detection] = true;
                _starts[results.Categories[detection] + 1]++;
            }
        }
        for (var category = 1; category < _starts.Length; category++)
            _starts[category] += _starts[category - 1];
        _queued = GC.AllocateUninitializedArray<QueuedDetection>(_starts[^1]);
        var next = _starts.AsSpan().ToArray();
        foreach (var detection in byImage.Items)
            if (takesPart[detection])
                _queued[next[results.Categories[detection]]++] =
                    new QueuedDetection(detection, results.Images[detection], results.Scores[detection], overlap.AreaOf(detection));
    }

    /// <summary>Detections within the limit of their image.</summary>
    public int WithinLimit { get; }

    /// <summary>Of these, those that have an area, where the rules ask for one.</summary>
    public int WithArea { get; }

    /// <summary>Detections of a category.</summary>
    public ReadOnlySpan<QueuedDetection> this[int category] => _queued.AsSpan(_starts[category].._starts[category + 1]);

    /// <summary>The detections with the highest scores, in any order.</summary>
    private static ReadOnlySpan<int> Limit(ReadOnlySpan<int> detections, int? limit, DetectionResults results)
    {
        if (limit is not { } most || detections.Length <= most)
            return detections;
        var (scores, kept) = (new double[detections.Length], new int[detections.Length]);
        for (var i = 0; i < detections.Length; i++)
            (scores[i], kept[i]) = (-results.Scores[detections[i]], i);
        ScoreOrder.Sort(scores, kept);
        for (var i = 0; i < most; i++)
            kept[i] = detections[kept[i]];
        return kept.AsSpan(0, most);
    }
}

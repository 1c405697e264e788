using System.Runtime.CompilerServices;

namespace Workbook.Evaluation.Detection;

/// <summary>
/// Evaluates categories, one after the other, in working memory of its own: one pass over a category's detections, by score, matches each
/// in its image and counts it for every area and threshold. As matching within an image only looks back at higher scores, no image has to be
/// visited apart.
/// </summary>
internal sealed class CategoryMatcher
{
    private const double LeastOverlap = 0.5;
    private const double MostOverlap = 1 - 1e-10;

    private readonly AreaRange[] _ranges = AreaRange.Standard;
    private readonly EvaluationRules _rules;
    private readonly GroundTruth _truth;
    private readonly DetectionQueue _queue;
    private readonly IOverlap _overlap;
    private readonly ImageNotes _notes;
    private readonly PrecisionCounter _counter;
    private ObjectState[] _objects = [];
    private double[] _overlaps = [];
    private int[] _candidates = [];
    private double[] _scores = [];
    private int[] _order = [];
    private double _highest;

    /// <summary>Starts with nothing evaluated.</summary>
    public CategoryMatcher(EvaluationRules rules, GroundTruth truth, DetectionQueue queue, IOverlap overlap)
    {
        (_rules, _truth, _queue, _overlap) = (rules, truth, queue, overlap);
        _notes = new ImageNotes(truth.ImageRanks.Length);
        _counter = new PrecisionCounter(rules.Limits);
    }

    /// <summary>Evaluates a category.</summary>
    public CategoryScores Run(int category)
    {
        var annotations = _truth.ByCategory[category];
        _notes.Enter(annotations, _truth, category);
        var objects = LoadObjects(annotations);
        var detections = objects[0] == 0 ? CountListed(category) : Match(category, annotations, objects);
        var (images, most) = _notes.Leave(annotations, _truth, category, _queue[category]);
        return (objects[0] == 0 ? CategoryScores.None(detections) : _counter.Result(detections)) with { Images = images, MostDetections = most };
    }

    private int[] LoadObjects(ReadOnlySpan<int> annotations)
    {
        if (_objects.Length < annotations.Length)
        {
            var size = Math.Max(annotations.Length, 2 * _objects.Length);
            (_objects, _overlaps, _candidates) = (new ObjectState[size], new double[size], new int[size]);
        }
        var counts = new int[AreaRange.Standard.Length];
        for (var i = 0; i < annotations.Length; i++)
        {
            var ignored = 0;
            for (var area = 0; area < counts.Length; area++)
                if (_truth.IsIgnored(annotations[i]) || !AreaRange.Standard[area].Contains(_truth.AreaOf(annotations[i])))
                    ignored |= 1 << area;
                else
                    counts[area]++;
            _objects[i] = new ObjectState(ignored, _truth.IsCrowd(annotations[i]), _truth.IsNoticed(annotations[i]));
        }
        return counts;
    }

    private int CountListed(int category)
    {
        var count = 0;
        foreach (ref readonly var detection in _queue[category])
            if (++_notes[detection.Image].Detections <= _rules.Limits[^1])
                count++;
        return count;
    }

    private int Match(int category, ReadOnlySpan<int> annotations, int[] objects)
    {
        var queue = _queue[category];
        if (_scores.Length < queue.Length)
        {
            var size = Math.Max(queue.Length, 2 * _scores.Length);
            (_scores, _order) = (new double[size], new int[size]);
        }
        for (var i = 0; i < queue.Length; i++)
            (_scores[i], _order[i]) = (-queue[i].Score, i);
        ScoreOrder.Sort(_scores.AsSpan(0, queue.Length), _order.AsSpan(0, queue.Length));

        _counter.Start(objects);
        var evaluated = 0;
        foreach (var position in _order.AsSpan(0, queue.Length))
        {
            ref readonly var detection = ref queue[position];
            ref var image = ref _notes[detection.Image];
            var rank = image.Detections++;
            if (rank >= _rules.Limits[^1])
                continue;
            evaluated++;
            var candidates = FindCandidates(detection.Index, image, annotations);
            for (var range = 0; range < objects.Length; range++)
            {
                if (objects[range] == 0)
                    continue;
                var isIgnored = image.IsNotExhaustive || !_ranges[range].Contains(detection.Area);
                if (candidates > 0)
                    _counter.Add(range, rank, Take(_candidates.AsSpan(0, candidates), range, isIgnored));
                else if (!isIgnored)
                    _counter.AddMiss(range);
            }
        }
        return evaluated;
    }

    /// <summary>Annotations of the image that overlap enough for some threshold, in the order of the file.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindCandidates(int detection, in ImageNote image, ReadOnlySpan<int> annotations)
    {
        if (image.Objects == 0)
            return 0;
        _overlap.Measure(detection, annotations.Slice(image.FirstObject, image.Objects), _overlaps);
        var found = 0;
        _highest = 0;
        for (var i = 0; i < image.Objects; i++)
            if (_overlaps[i] >= LeastOverlap)
            {
                _highest = Math.Max(_highest, _overlaps[i]);
                _overlaps[found] = _overlaps[i];
                _candidates[found++] = image.FirstObject + i;
            }
        return found;
    }

    /// <summary>Takes the best candidate at each threshold; at the others the detection is a miss, or ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private MatchOutcome Take(ReadOnlySpan<int> candidates, int range, bool isIgnored)
    {
        var outcome = default(MatchOutcome);
        for (var threshold = 0; threshold < Thresholds.Iou.Length; threshold++)
        {
            var least = Math.Min(Thresholds.Iou[threshold], MostOverlap);
            if (least > _highest)
                break;
            var best = Best(candidates, range, threshold, isIgnored: false, least);
            if (best < 0)
                best = Best(candidates, range, threshold, isIgnored: true, least);
            if (best < 0)
                continue;
            ref var taken = ref _objects[best];
            taken.Take(range, threshold);
            if (taken.IsNoticed)
                outcome.Matched |= 1 << threshold;
            if (taken.IsIgnored(range))
                outcome.Ignored |= 1 << threshold;
        }
        if (isIgnored)
            outcome.Ignored |= Thresholds.AllIou & ~outcome.Matched;
        return outcome;
    }

    /// <summary>The free object with the highest overlap, the last of equals, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Best(ReadOnlySpan<int> candidates, int range, int threshold, bool isIgnored, double best)
    {
        var found = -1;
        for (var i = 0; i < candidates.Length; i++)
        {
            ref var candidate = ref _objects[candidates[i]];
            if (candidate.IsIgnored(range) != isIgnored || !candidate.IsFree(range, threshold) || _overlaps[i] < best)
                continue;
            (found, best) = (candidates[i], _overlaps[i]);
        }
        return found;
    }
}

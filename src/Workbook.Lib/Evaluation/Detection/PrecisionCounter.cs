using System.Runtime.CompilerServices;

namespace Workbook.Evaluation.Detection;

/// <summary>
/// Counts hits and misses of one category, in the order of scores, and turns them into precision and recall. Precision is interpolated: the
/// highest at this or a higher recall, read at 101 recalls. It can only peak at a hit, so that only hits are kept.
/// </summary>
internal sealed class PrecisionCounter(int[] limits)
{
    private const double Epsilon = 1.0 / (1L << 52);
    private static readonly int Ranges = AreaRange.Standard.Length;
    private static readonly int Steps = Thresholds.Iou.Length;

    private readonly int[] _hits = new int[Ranges * Steps];
    private readonly int[] _misses = new int[Ranges * Steps];
    private readonly int[] _missesOfAll = new int[Ranges];
    private readonly int[] _hitsAtLimit = new int[limits.Length * Steps];
    private double[] _precisions = [];
    private int[] _objects = [];
    private int _stride;

    /// <summary>Starts a category.</summary>
    /// <param name="objects">Annotations to be found, for each area.</param>
    public void Start(int[] objects)
    {
        (_objects, _stride) = (objects, objects[0]);
        if (_precisions.Length < (long)_stride * Ranges * Steps)
            _precisions = new double[checked(_stride * Ranges * Steps)];
        Array.Clear(_hits);
        Array.Clear(_misses);
        Array.Clear(_missesOfAll);
        Array.Clear(_hitsAtLimit);
    }

    /// <summary>Counts a detection that is a miss at every threshold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddMiss(int range) => _missesOfAll[range]++;

    /// <summary>Counts a detection.</summary>
    /// <param name="range">Index of the area.</param>
    /// <param name="rank">Detections of the same image and category with higher scores.</param>
    /// <param name="outcome">What became of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int range, int rank, MatchOutcome outcome)
    {
        for (var threshold = 0; threshold < Steps; threshold++)
        {
            var (bit, cell) = (1 << threshold, range * Steps + threshold);
            if ((outcome.Ignored & bit) != 0)
                continue;
            if ((outcome.Matched & bit) == 0)
            {
                _misses[cell]++;
                continue;
            }
            var hits = ++_hits[cell];
            double misses = _misses[cell] + _missesOfAll[range];
            _precisions[cell * _stride + hits - 1] = hits / (misses + hits + Epsilon);
            if (range == 0)
                for (var limit = 0; limit < limits.Length; limit++)
                    if (rank < limits[limit])
                        _hitsAtLimit[limit * Steps + threshold]++;
        }
    }

    /// <summary>Precision and recall of the category.</summary>
    /// <param name="detections">Detections that were evaluated.</param>
    public CategoryScores Result(int detections)
    {
        var precision = Enumerable.Range(0, Steps).Select(threshold => Interpolated(0, threshold)).ToArray();
        var average = new double[Ranges][];
        var recall = new double[Ranges][];
        for (var range = 0; range < Ranges; range++)
        {
            average[range] = _objects[range] == 0 ? [] : new double[Steps];
            recall[range] = new double[average[range].Length];
            for (var threshold = 0; threshold < recall[range].Length; threshold++)
            {
                average[range][threshold] = (range == 0 ? precision[threshold] : Interpolated(range, threshold)).Average();
                recall[range][threshold] = _hits[range * Steps + threshold] / (double)_objects[range];
            }
        }
        var atLimit = limits.Select((_, i) => _hitsAtLimit.AsSpan(i * Steps, Steps).ToArray().Select(hits => hits / (double)_objects[0]).ToArray());
        return new CategoryScores(_objects, average, recall, [.. atLimit], precision, detections);
    }

    private double[] Interpolated(int range, int threshold)
    {
        var cell = range * Steps + threshold;
        var peaks = _precisions.AsSpan(cell * _stride, _hits[cell]);
        for (var i = peaks.Length - 1; i > 0; i--)
            peaks[i - 1] = Math.Max(peaks[i - 1], peaks[i]);
        var values = new double[Thresholds.Recall.Length];
        double objects = _objects[range];
        for (var (i, hit, recall) = (0, 0, 1 / objects); i < values.Length; i++)
        {
            while (hit < peaks.Length && recall < Thresholds.Recall[i])
                recall = (++hit + 1) / objects;
            if (hit == peaks.Length)
                break;
            values[i] = peaks[hit];
        }
        return values;
    }
}

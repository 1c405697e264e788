using System.Numerics;
using System.Runtime.InteropServices;

namespace Workbook.Ops;

/// <summary>
/// Non-maximum suppression of boxes offered by falling score: each is compared, eight at a time, with the boxes of its group kept so far.
/// </summary>
/// <param name="threshold">A box with a larger intersection over union with a kept one is not kept.</param>
/// <param name="limit">How many are kept at most.</param>
internal sealed class GreedySuppression(double threshold, int limit)
{
    private readonly float _threshold = NotAbove(threshold);
    private readonly Dictionary<long, Group> _groups = [];

    /// <summary>The numbers of the kept boxes, in the order offered.</summary>
    public List<long> Kept { get; } = [];

    /// <summary>Keeps the box or not.</summary>
    /// <returns>Whether more could be kept.</returns>
    public bool Offer(long number, long group, ReadOnlySpan<float> box)
    {
        if (Kept.Count >= limit)
            return false;
        ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, group, out _);
        kept ??= new Group();
        if (kept.Overlaps(box, _threshold))
            return true;
        kept.Add(box);
        Kept.Add(number);
        return Kept.Count < limit;
    }

    /// <summary>The largest float not above a double: a float is above the one where it is above the other.</summary>
    private static float NotAbove(double value)
    {
        var rounded = (float)value;
        return rounded > value ? MathF.BitDecrement(rounded) : rounded;
    }

    private sealed class Group
    {
        private readonly float[][] _columns = [new float[8], new float[8], new float[8], new float[8], new float[8]];
        private int _count;

        public void Add(ReadOnlySpan<float> box)
        {
            if (_count == _columns[0].Length)
            {
                for (var c = 0; c < _columns.Length; c++)
                    Array.Resize(ref _columns[c], 2 * _count);
            }
            for (var c = 0; c < 4; c++)
                _columns[c][_count] = box[c];
            _columns[4][_count++] = (box[2] - box[0]) * (box[3] - box[1]);
        }

        public bool Overlaps(ReadOnlySpan<float> box, float threshold)
        {
            var area = (box[2] - box[0]) * (box[3] - box[1]);
            var (left, top, right, bottom) = (new Vector<float>(box[0]), new Vector<float>(box[1]), new Vector<float>(box[2]), new Vector<float>(box[3]));
            var limit = new Vector<float>(threshold);
            var at = 0;
            for (; at + Vector<float>.Count <= _count; at += Vector<float>.Count)
            {
                var width = Vector.Max(Vector<float>.Zero, Vector.Min(right, new(_columns[2], at)) - Vector.Max(left, new(_columns[0], at)));
                var height = Vector.Max(Vector<float>.Zero, Vector.Min(bottom, new(_columns[3], at)) - Vector.Max(top, new(_columns[1], at)));
                var intersection = width * height;
                if (Vector.GreaterThanAny(intersection / (new Vector<float>(_columns[4], at) + new Vector<float>(area) - intersection), limit))
                    return true;
            }
            for (; at < _count; at++)
            {
                var width = Math.Max(0, Math.Min(box[2], _columns[2][at]) - Math.Max(box[0], _columns[0][at]));
                var height = Math.Max(0, Math.Min(box[3], _columns[3][at]) - Math.Max(box[1], _columns[1][at]));
                var intersection = width * height;
                if (intersection / (_columns[4][at] + area - intersection) > threshold)
                    return true;
            }
            return false;
        }
    }
}

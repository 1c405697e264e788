using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>Box voting (Gidaris and Komodakis, "Object detection via a multi-region and semantic segmentation-aware CNN model", 2015, section 5).</summary>
internal static class BoxVoting
{
    /// <summary>
    /// Each kept box as the mean of the candidates of its label whose intersection over union with it is above the threshold, itself among them, weighted by
    /// score.
    /// </summary>
    /// <param name="kept">Chosen from the candidates.</param>
    /// <param name="candidates">Their scores are not negative.</param>
    /// <param name="threshold">The least overlap, exclusive.</param>
    /// <returns>Boxes [D, 4]; a box whose voters all have score 0 stays.</returns>
    public static Tensor Vote(Detections kept, Detections candidates, double threshold)
    {
        var (boxes, labels) = (Values(kept.Boxes), kept.Labels.cpu().data<long>().ToArray());
        var (voters, scores) = (Values(candidates.Boxes), Values(candidates.Scores));
        var ofLabel = candidates.Labels.cpu().data<long>().ToArray().Index().ToLookup(item => item.Item, item => item.Index);
        var result = boxes.ToArray();
        Span<double> sum = stackalloc double[4];
        for (var d = 0; d < labels.Length; d++)
        {
            var box = boxes.AsSpan(4 * d, 4);
            var weights = 0.0;
            sum.Clear();
            foreach (var voter in ofLabel[labels[d]])
            {
                var other = voters.AsSpan(4 * voter, 4);
                if (!(Iou(box, other) > threshold))
                    continue;
                weights += scores[voter];
                for (var edge = 0; edge < 4; edge++)
                    sum[edge] += (double)scores[voter] * other[edge];
            }
            for (var edge = 0; weights > 0 && edge < 4; edge++)
                result[4 * d + edge] = (float)(sum[edge] / weights);
        }
        return tensor(result, kept.Boxes.shape, device: kept.Boxes.device);
    }

    private static float[] Values(Tensor values) => values.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();

    private static double Iou(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var width = Math.Max(0, (double)Math.Min(a[2], b[2]) - Math.Max(a[0], b[0]));
        var height = Math.Max(0, (double)Math.Min(a[3], b[3]) - Math.Max(a[1], b[1]));
        return width * height / (Area(a) + Area(b) - width * height);
    }

    private static double Area(ReadOnlySpan<float> box) => ((double)box[2] - box[0]) * ((double)box[3] - box[1]);
}

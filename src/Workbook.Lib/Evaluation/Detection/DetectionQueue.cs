using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>The detections that take part, by category, then by ascending image id, then as in the file.</summary>
internal sealed class DetectionQueue
{
    private readonly DetectionResults _results;

    public DetectionQueue(DetectionResults results, GroundTruth truth, EvaluationRules rules, IOverlap overlap)
    {
        _results = results;
        var owners = new int[results.Count];
        var all = new int[results.Count];
        for (var i = 0; i < owners.Length; i++)
            (all[i], owners[i]) = (i, truth.ImageRanks[results.Images[i]]);
        var byImage = Grouping.Of(all, owners, truth.ImageRanks.Length);
        if (rules.ImageLimit is { } limit)
            for (var rank = 0; rank < byImage.Count; rank++)
                Limit(byImage[rank], limit, owners);

        // The references cut first: what has no area uses up the limit.
        for (var i = 0; i < owners.Length; i++)
        {
            if (rules.IsFederated && owners[i] >= 0 && !(overlap.AreaOf(i) is > 0 and < double.PositiveInfinity))
                owners[i] = -1;
            owners[i] = owners[i] < 0 ? -1 : results.Categories[i];
        }
        ByCategory = Grouping.Of(byImage.Items, owners, truth.ByCategory.Count);
    }

    /// <summary>Detections of each category.</summary>
    public Grouping ByCategory { get; }

    /// <summary>The image of a detection.</summary>
    public int ImageOf(int detection) => _results.Images[detection];

    /// <summary>The score of a detection.</summary>
    public double ScoreOf(int detection) => _results.Scores[detection];

    private void Limit(ReadOnlySpan<int> detections, int limit, int[] owners)
    {
        if (detections.Length <= limit)
            return;
        var (scores, positions) = (new double[detections.Length], new int[detections.Length]);
        for (var i = 0; i < detections.Length; i++)
            (scores[i], positions[i]) = (-_results.Scores[detections[i]], i);
        ScoreOrder.Sort(scores, positions);
        foreach (var position in positions.AsSpan(limit))
            owners[detections[position]] = -1;
    }
}

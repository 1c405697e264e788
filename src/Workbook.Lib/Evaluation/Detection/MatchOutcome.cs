namespace Workbook.Evaluation.Detection;

/// <summary>What became of a detection, one bit for each threshold of intersection over union.</summary>
internal struct MatchOutcome
{
    /// <summary>It matched an annotation.</summary>
    public int Matched;

    /// <summary>It counts neither as hit nor as miss.</summary>
    public int Ignored;
}

using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>The finished runs of one row that differ in nothing but the seed, and their mean; never runs of different data, device or code.</summary>
public sealed record RowResults
{
    /// <summary>The row.</summary>
    public required TableRow Row { get; init; }

    /// <summary>The metrics, in the order of the table.</summary>
    public required IReadOnlyList<MetricSummary> Metrics { get; init; }

    /// <summary>The records averaged over, by seed; empty where none is finished.</summary>
    public required IReadOnlyList<StoredRecord> Records { get; init; }

    /// <summary>Seeds whose loss diverged in the same setting.</summary>
    public required IReadOnlyList<int> DivergedSeeds { get; init; }

    /// <summary>Seeds stopped before the end, in any setting, that <see cref="Records"/> lacks.</summary>
    public required IReadOnlyList<int> InterruptedSeeds { get; init; }

    /// <summary>Whether the records come from another version of the training code than this one.</summary>
    public required bool IsOtherCode { get; init; }

    /// <summary>Iterations trained; null where the row is only quoted.</summary>
    public required int? Iterations { get; init; }

    /// <summary>Iterations in the paper; null where the row is only quoted.</summary>
    public required int? PaperIterations { get; init; }

    /// <summary>What all the records have in common; null without records.</summary>
    public RunSpec? Spec => Records.Count > 0 ? Records[0].Record.Spec : null;

    /// <summary>Whether the numbers come from synthetic data.</summary>
    public bool IsSynthetic => Spec?.Data.IsSynthetic ?? false;
}

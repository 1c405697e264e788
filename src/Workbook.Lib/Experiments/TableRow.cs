namespace Workbook.Experiments;

/// <summary>A row of a paper table: what the paper reports, and the experiment that reproduces it.</summary>
public sealed record TableRow
{
    /// <summary>Name of the row on the command line, without spaces; unique in its table.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the row in the table.</summary>
    public required string Label { get; init; }

    /// <summary>What is trained for this row; null where the row is only quoted.</summary>
    public required Experiment? Experiment { get; init; }

    /// <summary>The published numbers, by <see cref="MetricColumn.Id"/>; a metric that the paper leaves out is absent.</summary>
    public required IReadOnlyDictionary<string, PublishedNumber> Published { get; init; }

    /// <summary>
    /// The work that the paper copied the numbers from, where it did. Such numbers come from another recipe, so no difference to them is given.
    /// </summary>
    public string? CopiedFrom { get; init; }

    /// <summary>What a reader of this row must know; null for nothing.</summary>
    public string? Note { get; init; }
}

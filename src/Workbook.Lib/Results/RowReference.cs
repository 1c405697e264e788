namespace Workbook.Results;

/// <summary>A row of a paper table, by ids.</summary>
/// <param name="Table">Id of the table.</param>
/// <param name="Row">Id of the row.</param>
public sealed record RowReference(string Table, string Row)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Table} {Row}";
}

namespace Workbook.Experiments;

/// <summary>A table or a figure of the paper.</summary>
/// <param name="Name"><c>Table 7</c>, <c>Figure 1</c>.</param>
/// <param name="Subject">What it shows, in the workbook's words.</param>
public sealed record PaperItem(string Name, string Subject)
{
    /// <summary>The notebook that reproduces it, without extension; null where nothing does yet. Of a table that is declared, the table's unless set.</summary>
    public string? Notebook
    {
        get => field ?? PaperTables.All.FirstOrDefault(table => table.Number == Name)?.Notebook;
        init;
    }

    /// <summary>A part of it that another notebook reproduces, and that notebook; null for none.</summary>
    public (string What, string Notebook)? Part { get; init; }
}

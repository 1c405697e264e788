namespace Workbook.Experiments;

/// <summary>The tables that are reproduced here.</summary>
public static class PaperTables
{
    /// <summary>Table 6: Open Images.</summary>
    public static PaperTable Table6 { get; } = Experiments.Table6.Declare();

    /// <summary>Table 7: gamma and lambda of the softmax equalization loss.</summary>
    public static PaperTable Table7 { get; } = Experiments.Table7.Declare();

    /// <summary>Table 8: the softmax equalization loss against earlier methods.</summary>
    public static PaperTable Table8 { get; } = Experiments.Table8.Declare();

    /// <summary>Table 4: the excluding function.</summary>
    public static PaperTable Table4 { get; } = Experiments.Table4.Declare();

    /// <summary>All tables, in the paper's order.</summary>
    public static IReadOnlyList<PaperTable> All { get; } = [Table4, Table6, Table7, Table8];

    /// <summary>The table with this id.</summary>
    /// <exception cref="UnknownNameException">There is no such table.</exception>
    public static PaperTable Named(string id) =>
        All.FirstOrDefault(table => table.Id == id) ?? throw new UnknownNameException("table", id, All.Select(table => table.Id));
}

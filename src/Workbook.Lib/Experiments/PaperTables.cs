namespace Workbook.Experiments;

/// <summary>The tables that are reproduced here.</summary>
public static class PaperTables
{
    /// <summary>Table 1: the equalization loss on six detectors.</summary>
    public static PaperTable Table1 { get; } = Experiments.Table1.Declare();

    /// <summary>Table 2: the frequency threshold lambda.</summary>
    public static PaperTable Table2 { get; } = Experiments.Table2.Declare();

    /// <summary>Table 3: the threshold function.</summary>
    public static PaperTable Table3 { get; } = Experiments.Table3.Declare();

    /// <summary>Table 4: the excluding function.</summary>
    public static PaperTable Table4 { get; } = Experiments.Table4.Declare();

    /// <summary>Table 5: the equalization loss against earlier methods.</summary>
    public static PaperTable Table5 { get; } = Experiments.Table5.Declare();

    /// <summary>Table 6: Open Images.</summary>
    public static PaperTable Table6 { get; } = Experiments.Table6.Declare();

    /// <summary>Table 7: gamma and lambda of the softmax equalization loss.</summary>
    public static PaperTable Table7 { get; } = Experiments.Table7.Declare();

    /// <summary>Table 8: the softmax equalization loss against earlier methods.</summary>
    public static PaperTable Table8 { get; } = Experiments.Table8.Declare();

    /// <summary>Table 9: gamma of the softmax equalization loss on ImageNet-LT.</summary>
    public static PaperTable Table9 { get; } = Experiments.Table9.Declare();

    /// <summary>Table 10: the softmax equalization loss against earlier methods on ImageNet-LT.</summary>
    public static PaperTable Table10 { get; } = Experiments.Table10.Declare();

    /// <summary>Table 11: the road map of the LVIS challenge entry.</summary>
    public static PaperTable Table11 { get; } = Experiments.Table11.Declare();

    /// <summary>Table 12: the LVIS challenge 2019.</summary>
    public static PaperTable Table12 { get; } = Experiments.Table12.Declare();

    /// <summary>All tables, in the paper's order.</summary>
    public static IReadOnlyList<PaperTable> All { get; } = [Table1, Table2, Table3, Table4, Table5, Table6, Table7, Table8, Table9, Table10, Table11, Table12];

    /// <summary>The table with this id.</summary>
    /// <exception cref="UnknownNameException">There is no such table.</exception>
    public static PaperTable Named(string id) =>
        All.FirstOrDefault(table => table.Id == id) ?? throw new UnknownNameException("table", id, All.Select(table => table.Id));
}

namespace Workbook.Experiments;

/// <summary>A table of the paper that is reproduced here.</summary>
public sealed record PaperTable
{
    /// <summary>Name on the command line and of its files (<c>table7</c>).</summary>
    public required string Id { get; init; }

    /// <summary>Heading (<c>Table 7: ...</c>).</summary>
    public required string Title { get; init; }

    /// <summary>The table as the paper calls it (<c>Table 7</c>).</summary>
    public string Number => Title.Split(':')[0];

    /// <summary>What the table shows, in the workbook's words.</summary>
    public required string Caption { get; init; }

    /// <summary>The notebook that tells the table, without extension (<c>08-cifar-100-lt</c>).</summary>
    public required string Notebook { get; init; }

    /// <summary>Where the published numbers stand.</summary>
    public required string Source { get; init; }

    /// <summary>The measured columns, in order.</summary>
    public required IReadOnlyList<MetricColumn> Metrics { get; init; }

    /// <summary>The rows, in order.</summary>
    public required IReadOnlyList<TableRow> Rows { get; init; }

    /// <summary>What the paper concludes from the table.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>What a reader of the published numbers must know, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The row with this id.</summary>
    /// <exception cref="UnknownNameException">The table has no such row.</exception>
    public TableRow Row(string id) =>
        Rows.FirstOrDefault(row => row.Id == id) ?? throw new UnknownNameException($"row of {Id}", id, Rows.Select(row => row.Id));
}

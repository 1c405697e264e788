namespace Workbook.Experiments;

/// <summary>Something that the paper concludes from a table: that each of some contrasts is above its margin.</summary>
public sealed record Claim
{
    /// <summary>Short name, without spaces; unique in its table.</summary>
    public required string Id { get; init; }

    /// <summary>The conclusion in plain words: a sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>Where the paper says or shows it (<c>section 6, Table 7</c>).</summary>
    public required string Source { get; init; }

    /// <summary>What must be above its margin for the claim to hold: all of these; at least one.</summary>
    public required IReadOnlyList<Contrast> Contrasts { get; init; }

    /// <summary>
    /// Whether the claim is about an absolute size, so that it can be judged only at <see cref="Profile.Paper"/> on the paper's data. Other claims are
    /// about an order of rows, which a shorter training may show too.
    /// </summary>
    public bool NeedsPaperScale { get; init; }
}

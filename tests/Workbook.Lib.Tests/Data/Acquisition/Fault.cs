namespace Workbook.Tests.Data.Acquisition;

/// <summary>What goes wrong with one answer of a <see cref="FaultyServer"/>.</summary>
internal sealed record Fault
{
    /// <summary>Closes the connection after so many bytes of the body.</summary>
    public int? DropAfter { get; init; }

    /// <summary>Sends nothing more after so many bytes of the body.</summary>
    public int? StallAfter { get; init; }

    /// <summary>Answers with this status and no body.</summary>
    public int? Status { get; init; }

    /// <summary>Seconds of the Retry-After header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Redirects there.</summary>
    public string? Location { get; init; }

    /// <summary>Sends the whole file where a range was asked for.</summary>
    public bool IgnoreRange { get; init; }

    /// <summary>Sends the range also where the file is another one than If-Range names.</summary>
    public bool IgnoreIfRange { get; init; }

    /// <summary>Announces this length.</summary>
    public long? Length { get; init; }
}

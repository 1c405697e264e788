using System.Collections.Concurrent;

namespace Workbook.Tests.Data.Acquisition;

/// <summary>A file of a <see cref="FaultyServer"/>.</summary>
internal sealed class ServedFile(byte[] content, params Fault[] faults)
{
    public byte[] Content { get; set; } = content;

    /// <summary>Null for a server without validators.</summary>
    public string? ETag { get; set; } = "\"v1\"";

    public string? LastModified { get; set; }

    /// <summary>One fault an answer, in order; then none.</summary>
    public ConcurrentQueue<Fault> Faults { get; } = new(faults);
}

namespace Workbook.Data.Acquisition;

/// <summary>The rest of a file, being read from where it comes from.</summary>
/// <param name="Content">The bytes from <paramref name="Start"/> on.</param>
/// <param name="Start">Where it begins: where it was asked for, or 0.</param>
/// <param name="Total">Bytes of the whole file; null where the server does not say.</param>
/// <param name="Validator">Changes when the file does (ETag or date); null where there is none.</param>
internal sealed record OpenedFile(Stream Content, long Start, long? Total, string? Validator) : IDisposable
{
    /// <summary>Closed with the content.</summary>
    public IDisposable? Owner { get; init; }

    public void Dispose()
    {
        Content.Dispose();
        Owner?.Dispose();
    }
}

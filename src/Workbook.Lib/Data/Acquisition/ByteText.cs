namespace Workbook.Data.Acquisition;

/// <summary>Numbers of bytes for people, in the decimal units that download pages use.</summary>
public static class ByteText
{
    /// <summary><c>161 B</c>, <c>9.2 kB</c>, <c>168.5 MB</c>, <c>19.3 GB</c>.</summary>
    public static string Of(long bytes) => bytes switch
    {
        < 1_000 => FormattableString.Invariant($"{bytes} B"),
        < 1_000_000 => FormattableString.Invariant($"{bytes / 1e3:F1} kB"),
        < 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e6:F1} MB"),
        _ => FormattableString.Invariant($"{bytes / 1e9:F1} GB"),
    };
}

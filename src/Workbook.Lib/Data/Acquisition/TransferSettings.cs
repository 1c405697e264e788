namespace Workbook.Data.Acquisition;

/// <summary>How patient a transfer is.</summary>
internal sealed record TransferSettings
{
    /// <summary>Failures in a row, without a byte more than before, after which a transfer is given up.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Wait after the first failure; doubles with every further one, up to <see cref="LongestDelay"/>, and varies by half.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, also where a server asks for a longer one.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Time without a byte after which a connection is given up.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Clock of the waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Free bytes on the disk of a folder.</summary>
    public Func<string, long> FreeBytes { get; init; } = FreeDisk.Of;
}

namespace Workbook.Data.Acquisition;

/// <summary>A transfer broke off in a way that another attempt may cure.</summary>
internal sealed class TransientTransferException(string message, TimeSpan? retryAfter = null) : IOException(message)
{
    /// <summary>What the server asks to wait; null where it does not.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}

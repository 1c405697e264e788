namespace Workbook.Machine;

/// <summary>What a <see cref="Finding"/> means for the work on this machine.</summary>
public enum Severity
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>Works, but slowly or not everywhere.</summary>
    Warning,

    /// <summary>Nothing can be trained or evaluated.</summary>
    Error,
}

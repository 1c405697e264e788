namespace Workbook.Results;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>Trained to the end and evaluated.</summary>
    Finished,

    /// <summary>Stopped on request; the same command continues it from its checkpoint.</summary>
    Interrupted,

    /// <summary>The loss stopped being finite. The same specification would do so again.</summary>
    Diverged,
}

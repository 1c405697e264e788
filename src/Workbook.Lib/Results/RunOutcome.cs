namespace Workbook.Results;

/// <summary>What became of a planned run.</summary>
public enum RunOutcome
{
    /// <summary>Its record was there already.</summary>
    Reused,

    /// <summary>Trained to the end.</summary>
    Trained,

    /// <summary>The loss stopped being finite, now or when the record was made.</summary>
    Diverged,

    /// <summary>Stopped on request.</summary>
    Interrupted,

    /// <summary>Another process is training it.</summary>
    Busy,

    /// <summary>An error ended it.</summary>
    Failed,

    /// <summary>Not reached before the stop.</summary>
    NotStarted,
}

namespace Workbook.Results;

/// <summary>What a command to run would do with a run.</summary>
public enum RunState
{
    /// <summary>Its record is used.</summary>
    Reused,

    /// <summary>It was stopped and continues.</summary>
    Continued,

    /// <summary>It would be trained, since something that decides its outcome differs from the records.</summary>
    Changed,

    /// <summary>It would be trained; there is no record of it in any form.</summary>
    NeverRun,
}

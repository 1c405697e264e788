namespace Workbook.Data.Acquisition;

/// <summary>What the content of a file is worth.</summary>
public enum VerifyOutcome
{
    /// <summary>It is as published, or as it was when it came.</summary>
    Intact,

    /// <summary>It is there, but nothing says what it should be.</summary>
    Unchecked,

    /// <summary>It is not there, or not completely.</summary>
    Missing,

    /// <summary>It is something else.</summary>
    Damaged,
}

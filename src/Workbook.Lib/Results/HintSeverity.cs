namespace Workbook.Results;

/// <summary>How much a <see cref="Hint"/> matters.</summary>
public enum HintSeverity
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>The numbers do not mean what they seem to.</summary>
    Warning,
}

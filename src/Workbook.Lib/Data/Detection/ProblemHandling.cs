namespace Workbook.Data.Detection;

/// <summary>What to do with records that cannot be used.</summary>
public enum ProblemHandling
{
    /// <summary>Leave them out and count them in <see cref="DataProblems"/>.</summary>
    Drop,

    /// <summary>Throw after the whole file is read, with the summary of everything that is wrong.</summary>
    Strict,
}

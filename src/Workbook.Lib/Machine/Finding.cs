namespace Workbook.Machine;

/// <summary>Something about the machine that its user should know.</summary>
/// <param name="Severity">What it means for the work.</param>
/// <param name="What">The observation.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record Finding(Severity Severity, string What, string Fix);

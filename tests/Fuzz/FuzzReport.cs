namespace Fuzz;

/// <summary>What became of the inputs of a run.</summary>
/// <param name="Target">The reader.</param>
/// <param name="Read">Inputs that were read, and sound.</param>
/// <param name="Refused">Inputs that ended in a documented error.</param>
/// <param name="Findings">The others; a run ends at its tenth.</param>
internal sealed record FuzzReport(string Target, int Read, int Refused, IReadOnlyList<Finding> Findings);

namespace Workbook.Experiments;

/// <summary>One measured number of a contrast, with its weight.</summary>
/// <param name="Coefficient">Weight: 1 adds, -1 subtracts.</param>
/// <param name="Row">Id of a row of the claim's table.</param>
/// <param name="Metric">Key in a run's metrics: see <see cref="MetricColumn"/>.</param>
public sealed record ContrastTerm(double Coefficient, string Row, string Metric);

namespace Workbook.Experiments;

/// <summary>Stochastic gradient descent; its learning rate is <see cref="StepSchedule"/>'s.</summary>
/// <param name="Momentum">Momentum in [0, 1).</param>
/// <param name="Nesterov">Whether the momentum is Nesterov's.</param>
/// <param name="WeightDecay">L2 penalty added to the gradient of every parameter; at least 0.</param>
public sealed record Sgd(double Momentum, bool Nesterov, double WeightDecay);

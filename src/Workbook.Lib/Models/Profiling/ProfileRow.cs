namespace Workbook.Models;

/// <summary>Where a step spends time: one module or named part, with all that is in it.</summary>
/// <param name="Name">Dotted, as in the model's state: <c>backbone.body.layer3</c>; or a section's name for what is outside all modules.</param>
/// <param name="Depth">0 for a child of the model.</param>
/// <param name="Forward">Milliseconds before the backward pass, and in sections that have none.</param>
/// <param name="Backward">Milliseconds of the backward pass.</param>
/// <param name="ForwardWork">Floating-point operations of its convolutions and matrix products, in 10⁹; a multiplication and an addition are two.</param>
/// <param name="BackwardWork">The same for the backward pass.</param>
public sealed record ProfileRow(string Name, int Depth, double Forward, double Backward, double ForwardWork, double BackwardWork)
{
    /// <summary>Milliseconds of both passes.</summary>
    public double Time => Forward + Backward;

    /// <summary>Floating-point operations of both passes, in 10⁹.</summary>
    public double Work => ForwardWork + BackwardWork;

    /// <summary>10⁹ floating-point operations a second.</summary>
    public double Speed => Time > 0 ? Work / Time * 1000 : 0;
}

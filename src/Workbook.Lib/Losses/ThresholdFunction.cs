namespace Workbook.Losses;

/// <summary>
/// <c>T(f)</c> of equation 7: how far the negative samples of a category with frequency f are ignored, from 0 (not at all) to 1 (wholly).
/// The paper's three designs (section 4.4, figure 3, table 3).
/// </summary>
/// <remarks>
/// The two decays are used as printed, for every frequency, and cut off at 0 and 1: <c>1 - (a f)^n</c> alone would turn negative for f
/// above 1/a and weight negatives by more than 1. The paper's formulas do not repeat the threshold of the step function, so none is
/// applied.
/// </remarks>
public abstract record ThresholdFunction
{
    private ThresholdFunction()
    {
    }

    /// <summary><c>T(f)</c>, in [0, 1].</summary>
    /// <param name="frequency">f, in [0, 1].</param>
    public double Of(double frequency) => Math.Clamp(Raw(frequency), 0, 1);

    private protected abstract double Raw(double frequency);

    /// <summary>The paper's choice: 1 where f &lt; lambda (strictly), else 0. Lambda 0 selects nothing, above 1 everything.</summary>
    /// <param name="Lambda">The threshold; the paper's is 1.76e-3 on LVIS v0.5, the authors' code has 1.77e-3 (see <see
    /// cref="ClassFrequency"/>).</param>
    public sealed record Threshold(double Lambda) : ThresholdFunction
    {
        private protected override double Raw(double frequency) => frequency < Lambda ? 1 : 0;
    }

    /// <summary><c>1 - (a f)^n</c>; the defaults are the paper's best setting, with which it is 0 from f = 2.5e-3 on.</summary>
    /// <param name="A">Scale; the function reaches 0 at f = 1/a.</param>
    /// <param name="N">Exponent.</param>
    public sealed record ExponentialDecay(double A = 400, double N = 2) : ThresholdFunction
    {
        private protected override double Raw(double frequency) => 1 - Math.Pow(A * frequency, N);
    }

    /// <summary><c>1 - a exp(-b exp(-c f))</c>; the defaults are the paper's best setting.</summary>
    /// <param name="A">How far it falls: it tends to 1 - a.</param>
    /// <param name="B">Displacement: it starts at 1 - a exp(-b).</param>
    /// <param name="C">Rate.</param>
    public sealed record GompertzDecay(double A = 1, double B = 80, double C = 3000) : ThresholdFunction
    {
        private protected override double Raw(double frequency) => 1 - A * Math.Exp(-B * Math.Exp(-C * frequency));
    }
}

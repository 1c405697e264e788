using Workbook.Losses;
using Xunit;

namespace Workbook.Tests.Losses;

public class ThresholdFunctionTests
{
    [Fact]
    public void Threshold_AtLambda_IsZero()
    {
        var threshold = new ThresholdFunction.Threshold(1.76e-3);
        Assert.Equal(1, threshold.Of(Math.BitDecrement(1.76e-3)));
        Assert.Equal(0, threshold.Of(1.76e-3));
        Assert.Equal(0, new ThresholdFunction.Threshold(0).Of(0));
    }

    /// <summary>Values of the transcribed formulas: 0.504 and 0.335 at lambda_c; the power is 0 from 1/a = 2.5e-3 on.</summary>
    [Fact]
    public void Decays_PapersSettings_HavePapersValues()
    {
        var exponential = new ThresholdFunction.ExponentialDecay();
        Assert.Equal(1, exponential.Of(0));
        Assert.Equal(0.504, exponential.Of(1.76e-3), 3);
        Assert.Equal(0.75, exponential.Of(1.25e-3), 12);
        Assert.Equal(0, exponential.Of(2.5e-3), 12);
        Assert.Equal(0, exponential.Of(0.5));

        var gompertz = new ThresholdFunction.GompertzDecay();
        Assert.Equal(1, gompertz.Of(0), 12);
        Assert.Equal(0.335, gompertz.Of(1.76e-3), 3);
        Assert.Equal(0, gompertz.Of(0.5), 12);
    }

    [Fact]
    public void Decays_Limits_AreStepAndConstant()
    {
        // A large exponent makes the power a step at 1/a.
        var steep = new ThresholdFunction.ExponentialDecay(A: 400, N: 1e6);
        Assert.Equal(1, steep.Of(2.499e-3), 12);
        Assert.Equal(0, steep.Of(2.501e-3));
        // Without a fall nothing decays.
        var flat = new ThresholdFunction.GompertzDecay(A: 0);
        Assert.Equal(1, flat.Of(0.7));
        // A fall of more than 1 is cut off at 0.
        Assert.Equal(0, new ThresholdFunction.GompertzDecay(A: 2).Of(1));
    }

    [Fact]
    public void Decays_GrowingFrequency_NeverRise()
    {
        ThresholdFunction[] decays = [new ThresholdFunction.ExponentialDecay(), new ThresholdFunction.GompertzDecay()];
        foreach (var function in decays)
            for (var f = 0.0; f < 5e-3; f += 1e-5)
                Assert.True(function.Of(f + 1e-5) <= function.Of(f), $"{function} at {f}");
    }
}

using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Results;

public class EstimateTests
{
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(3, 3.182)]
    [InlineData(4, 2.776)]
    [InlineData(9, 2.262)]
    [InlineData(30, 2.042)]
    public void Of_Values_HasTheHalfWidthOfATTable(int freedom, double quantile)
    {
        // The table's two-sided 5 % column; half a width is t * deviation / sqrt(n).
        var values = Enumerable.Range(0, freedom + 1).Select(i => (double)(i * i)).ToArray();

        var estimate = Estimate.Of(values);

        var half = quantile * estimate.Deviation!.Value / Math.Sqrt(values.Length);
        Assert.Equal(estimate.Mean - half, estimate.Lower!.Value, half * 0.0005);
        Assert.Equal(estimate.Mean + half, estimate.Upper!.Value, half * 0.0005);
    }

    [Fact]
    public void Of_ThreeValues_IsAsByHand()
    {
        // 40, 41 and 45: mean 42, variance (4 + 1 + 9) / 2 = 7, half width 4.3027 * sqrt(7 / 3) = 6.572.
        var estimate = Estimate.Of([40, 41, 45]);

        Assert.Equal(42, estimate.Mean, 12);
        Assert.Equal(Math.Sqrt(7), estimate.Deviation!.Value, 12);
        Assert.Equal((42 - 6.572, 42 + 6.572), (estimate.Lower!.Value, estimate.Upper!.Value), Within(0.001));
    }

    [Fact]
    public void Of_OneValue_HasNoSpread() => Assert.Equal(new Estimate(41.33, null, null, null), Estimate.Of([41.33]));

    [Theory]
    [InlineData(0.1)]
    [InlineData(43.38)]
    [InlineData(-2.05)]
    public void Of_EqualValues_HasAnIntervalOfNoWidth(double value) =>
        Assert.Equal(new Estimate(value, 0, value, value), Estimate.Of([value, value, value, value, value]));

    [Fact]
    public void OfSum_EqualSpreads_HasTheDegreesOfAPooledTest()
    {
        // Twice three values of variance 4: squared standard error 4/3 + 4/3 = 8/3, 4 degrees of freedom, t = 2.776.
        var estimate = Estimate.OfSum([[10, 12, 14], [-5, -7, -9]]);

        var half = 2.776 * Math.Sqrt(8 / 3.0);
        Assert.Equal(5, estimate.Mean, 12);
        Assert.Null(estimate.Deviation);
        Assert.Equal((5 - half, 5 + half), (estimate.Lower!.Value, estimate.Upper!.Value), Within(0.002));
    }

    [Fact]
    public void OfSum_UnequalSamples_HasWelchsDegrees()
    {
        // Squared standard errors 4/3 of three and 1 of two values: (7/3)^2 / ((4/3)^2 / 2 + 1) = 49/17 degrees of freedom; integrating the density
        // numerically, t = 3.2572; half width 3.2572 * sqrt(7/3) = 4.9755.
        var estimate = Estimate.OfSum([[10, 12, 14], [-5, -7]]);

        Assert.Equal(6, estimate.Mean, 12);
        Assert.Equal((6 - 4.9755, 6 + 4.9755), (estimate.Lower!.Value, estimate.Upper!.Value), Within(0.001));
    }

    [Fact]
    public void OfSum_OneValueInASample_HasNoInterval() => Assert.Equal(new Estimate(3, null, null, null), Estimate.OfSum([[4, 6], [-2]]));

    [Fact]
    public void OfSum_EqualValues_HasAnIntervalOfNoWidth() => Assert.Equal(new Estimate(2, null, 2, 2), Estimate.OfSum([[4, 4], [-2, -2]]));

    [Theory]
    [InlineData(0)]
    [InlineData(1e-3)]
    [InlineData(-41.33)]
    public void Of_ShiftedValues_ShiftsTheInterval(double shift)
    {
        double[] values = [24.29, 25.5, 23.87];
        var (estimate, shifted) = (Estimate.Of(values), Estimate.Of([.. values.Select(value => value + shift)]));

        Assert.Equal(estimate.Lower!.Value + shift, shifted.Lower!.Value, 8);
        Assert.Equal(estimate.Upper!.Value + shift, shifted.Upper!.Value, 8);
    }

    [Fact]
    public void Of_NormalSamples_CoverTheTruthNineteenTimesInTwenty()
    {
        var normal = new NormalStream(1);
        var covered = Enumerable.Range(0, 4000).Count(_ => Contains(Estimate.Of([normal.Next(5, 2), normal.Next(5, 2), normal.Next(5, 2)]), 5));

        // Three standard errors of a share of 0.95 in 4,000 are 0.0103.
        Assert.InRange(covered / 4000.0, 0.9397, 0.9603);
    }

    [Fact]
    public void OfSum_UnequalNormalSamples_CoverTheTruthAboutNineteenTimesInTwenty()
    {
        var normal = new NormalStream(2);
        var covered = Enumerable.Range(0, 4000).Count(_ => Contains(
            Estimate.OfSum([[normal.Next(5, 1), normal.Next(5, 1), normal.Next(5, 1)], [.. Enumerable.Range(0, 5).Select(_ => normal.Next(-2, 3))]]), 3));

        // Welch's degrees of freedom are an approximation: allow a percent point beside the three standard errors.
        Assert.InRange(covered / 4000.0, 0.93, 0.97);
    }

    private static bool Contains(Estimate estimate, double truth) => estimate.Lower <= truth && truth <= estimate.Upper;

    private static EqualityComparer<(double Lower, double Upper)> Within(double tolerance) => EqualityComparer<(double Lower, double Upper)>.Create(
        (a, b) => Math.Abs(a.Lower - b.Lower) <= tolerance && Math.Abs(a.Upper - b.Upper) <= tolerance);
}

/// <summary>Normal numbers from a fixed stream.</summary>
internal sealed class NormalStream(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>By Box and Muller.</summary>
    public double Next(double mean, double deviation) =>
        mean + deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

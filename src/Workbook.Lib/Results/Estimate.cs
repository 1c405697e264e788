using MathNet.Numerics.Distributions;

namespace Workbook.Results;

/// <summary>A mean over seeds and how sure it is.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">Sample standard deviation (n - 1); null below two values, and for sums of independent samples.</param>
/// <param name="Lower">Lower end of the 95 % confidence interval of the mean; null below two values.</param>
/// <param name="Upper">Its upper end.</param>
internal sealed record Estimate(double Mean, double? Deviation, double? Lower, double? Upper)
{
    private const double UpperQuantile = 0.975;

    /// <summary>Student's interval. Equal values have an interval of no width.</summary>
    /// <param name="values">At least one.</param>
    public static Estimate Of(IReadOnlyList<double> values)
    {
        var (mean, variance) = Moments(values);
        if (variance is not { } spread)
            return new Estimate(mean, null, null, null);
        var half = Quantile(values.Count - 1) * Math.Sqrt(spread / values.Count);
        return new Estimate(mean, Math.Sqrt(spread), mean - half, mean + half);
    }

    /// <summary>
    /// The sum of the means of independent samples, with Welch's interval: degrees of freedom by Welch and Satterthwaite. No interval where a sample
    /// has one value.
    /// </summary>
    /// <param name="samples">At least one, each of at least one value.</param>
    public static Estimate OfSum(IReadOnlyList<IReadOnlyList<double>> samples)
    {
        var moments = samples.Select(Moments).ToArray();
        var mean = Rounded(moments.Sum(sample => sample.Mean));
        if (moments.Any(sample => sample.Variance is null))
            return new Estimate(mean, null, null, null);
        var errors = moments.Zip(samples, (sample, values) => sample.Variance!.Value / values.Count).ToArray(); // squared standard errors
        var error = errors.Sum();
        if (error == 0)
            return new Estimate(mean, null, mean, mean);
        var freedom = error * error / errors.Zip(samples, (part, values) => part * part / (values.Count - 1)).Sum();
        var half = Quantile(freedom) * Math.Sqrt(error);
        return new Estimate(mean, null, mean - half, mean + half);
    }

    /// <summary>Without the noise of binary fractions, so that 43.38 - 41.33 - 2.05 is 0.</summary>
    public static double Rounded(double value) => Math.Round(value, 9);

    // Taken from the first value, so that equal values have a variance of exactly 0.
    private static (double Mean, double? Variance) Moments(IReadOnlyList<double> values)
    {
        var mean = values[0] + values.Average(value => value - values[0]);
        return (mean, values.Count < 2 ? null : values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    private static double Quantile(double freedom) => StudentT.InvCDF(0, 1, freedom, UpperQuantile);
}

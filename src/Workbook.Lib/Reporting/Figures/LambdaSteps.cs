using Workbook.Losses;

namespace Workbook.Reporting;

/// <summary>A quantity of the tail over lambda: it changes just above the frequency of each category, as a category is tail where f is below lambda.</summary>
internal static class LambdaSteps
{
    /// <param name="frequency">The frequencies.</param>
    /// <param name="range">The lambdas to draw.</param>
    /// <param name="value">The quantity at a lambda.</param>
    /// <param name="hover">What a point says; it takes the frequency at which the step begins.</param>
    public static ScatterTrace Of(ClassFrequency frequency, (double From, double To) range, Func<double, double> value, Func<double, string> hover)
    {
        double[] edges = [range.From, .. frequency.Frequencies.Distinct().Where(f => f > range.From && f < range.To).Order(), range.To];
        return new ScatterTrace
        {
            Name = FormattableString.Invariant($"f = images / {frequency.TotalImages:N0}"),
            Style = SeriesStyle.Of(0),
            X = edges,
            Y = [.. edges.Select(edge => (double?)value(Above(edge)))],
            Hover = [.. edges.Select(hover)],
            IsStep = true,
            HasMarkers = false,
        };
    }

    /// <summary>The least lambda that makes categories of this frequency tail.</summary>
    public static double Above(double frequency) => Math.BitIncrement(frequency);

    /// <summary>How many categories are tail.</summary>
    public static int Selected(ClassFrequency frequency, double lambda) => frequency.Tail(lambda).Count(tail => tail);
}

using System.Globalization;

namespace Workbook.Reporting;

/// <summary>An axis over a length in pixels.</summary>
internal sealed class SvgAxis
{
    private const int WantedTicks = 6;
    private static readonly int[] RoundFactors = [1, 2, 5, 10];

    private readonly FigureAxis _axis;
    private readonly double _from;
    private readonly double _to;
    private readonly double _length;

    /// <param name="axis">The axis.</param>
    /// <param name="values">What must be on it, where it has no range of its own.</param>
    /// <param name="length">Pixels.</param>
    public SvgAxis(FigureAxis axis, IEnumerable<double> values, double length)
    {
        (_axis, _length) = (axis, length);
        if (axis.Range is { } range)
        {
            (_from, _to) = (axis.Place(range.From), axis.Place(range.To));
            return;
        }
        var places = values.Where(value => double.IsFinite(value) && !(axis.IsLog && value <= 0)).Select(axis.Place).ToArray();
        var (low, high) = places.Length == 0 ? (0, 1) : (places.Min(), places.Max());
        var padding = high > low ? 0.05 * (high - low) : 0.5;
        (_from, _to) = (low - padding, high + padding);
    }

    /// <summary>Pixels from the axis's beginning to a value.</summary>
    public double At(double value) => _length * (_axis.Place(value) - _from) / (_to - _from);

    /// <summary>Whether a value can be shown on it.</summary>
    public bool Takes(double value) => double.IsFinite(value) && !(_axis.IsLog && value <= 0);

    /// <summary>The values that are marked, with their labels, from pixel to pixel of the axis.</summary>
    public IEnumerable<(double At, string Label)> Ticks() =>
        (_axis.Ticks ?? (_axis.IsLog ? Decades() : Round())).Select(tick => (At(tick.Value), tick.Label)).Where(tick => tick.Item1 >= -0.5 && tick.Item1 <= _length + 0.5);

    private (double, string)[] Decades() =>
    [
        .. Enumerable.Range((int)Math.Ceiling(_from), Math.Max(0, (int)Math.Floor(_to) - (int)Math.Ceiling(_from) + 1))
            .Select(power => (Math.Pow(10, power), Math.Pow(10, power).ToString("G4", CultureInfo.InvariantCulture))),
    ];

    private IReadOnlyList<(double, string)> Round()
    {
        var (low, high) = (Math.Min(_from, _to), Math.Max(_from, _to));
        var rough = (high - low) / WantedTicks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = RoundFactors.Select(factor => factor * power).First(candidate => candidate >= rough * 0.999);
        var first = Math.Ceiling(low / step - 1e-9);
        return [.. Enumerable.Range(0, 2 * WantedTicks).Select(i => (first + i) * step).TakeWhile(value => value <= high + step * 1e-6).Select(value => (value, Label(value, step)))];
    }

    private static string Label(double value, double step)
    {
        var digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 10);
        return Math.Round(value, digits).ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}

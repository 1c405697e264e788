using System.Globalization;

namespace Workbook.Experiments;

/// <summary>A number as the paper prints it.</summary>
/// <param name="Text">The printed digits, <c>43.30</c> with its last zero.</param>
public sealed record PublishedNumber(string Text)
{
    /// <summary>The printed digits as a number.</summary>
    public double Value => double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);
}

using System.Globalization;
using Workbook.Losses;

namespace Workbook.Experiments;

/// <summary>A value of TR(lambda) that Table 2 prints.</summary>
/// <param name="Lambda">The threshold.</param>
/// <param name="Text">TR in percent, as printed.</param>
public sealed record PublishedTailRatio(double Lambda, string Text)
{
    /// <summary>The nine of Table 2, from lambda 0.</summary>
    public static IReadOnlyList<PublishedTailRatio> All { get; } =
    [
        .. PublishedTables.Rows("table2").Select(row =>
            new PublishedTailRatio((double)(decimal.Parse(row["lambda_e-3"], CultureInfo.InvariantCulture) / 1000), row["TR_percent"])),
    ];

    /// <summary>TR in percent.</summary>
    public double Percent => double.Parse(Text, CultureInfo.InvariantCulture);

    /// <summary>Whether these frequencies give the printed digits; the paper rounds some (3.136 to 3.14) and cuts others (9.0866 to 9.08).</summary>
    public bool Agrees(ClassFrequency frequency) => Math.Abs(100 * frequency.TailRatio(Lambda) - Percent) < 0.01;
}

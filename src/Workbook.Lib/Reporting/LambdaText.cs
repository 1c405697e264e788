using System.Globalization;

namespace Workbook.Reporting;

/// <summary>A frequency threshold as the paper writes it: 3e-3.</summary>
internal static class LambdaText
{
    public static string Of(double lambda) => lambda.ToString(lambda is > 0 and < 0.01 ? "0.#####e-0" : "G6", CultureInfo.InvariantCulture);
}

using System.Text.Json;

namespace Workbook.Data.Detection;

/// <summary>Reads the value of <c>bbox</c>.</summary>
internal static class BoxReader
{
    /// <summary>Reads the next value.</summary>
    /// <param name="json">At the property.</param>
    /// <param name="box">The box, where there is one.</param>
    /// <param name="fault">Why it cannot be used; null where it can.</param>
    /// <returns>False for an empty array or null, which mean that there is none, and for a faulty box.</returns>
    public static bool TryRead(ref DetectionJson json, out BoxXywh box, out string? fault)
    {
        (box, fault) = (default, null);
        if (json.Next() == JsonTokenType.Null)
            return false;
        json.Require(JsonTokenType.StartArray);
        Span<double> numbers = stackalloc double[4];
        var count = 0;
        for (; json.NextElement(); count++)
        {
            var number = json.Number();
            if (count < numbers.Length)
                numbers[count] = number;
        }
        if (count == 0)
            return false;
        box = new BoxXywh(numbers[0], numbers[1], numbers[2], numbers[3]);
        fault = count != numbers.Length ? "box that has not four numbers"
            : box.Width < 0 || box.Height < 0 ? "box of negative width or height"
            : !double.IsFinite(box.X + box.Width) || !double.IsFinite(box.Y + box.Height) || !double.IsFinite(box.Area) ? "box of infinite extent"
            : null;
        return fault is null;
    }
}

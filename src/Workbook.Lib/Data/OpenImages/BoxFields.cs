using Workbook.Data.Detection;

namespace Workbook.Data.OpenImages;

/// <summary>Reads the edges of a box from a line.</summary>
internal static class BoxFields
{
    /// <summary>Reads a box; false where an edge is no finite number.</summary>
    public static bool TryRead(CsvReader csv, CsvColumns columns, int xMin, int xMax, int yMin, int yMax, out BoxXyxy box)
    {
        var isRead = DecimalText.TryToDouble(csv[columns[xMin]], out var left)
            & DecimalText.TryToDouble(csv[columns[xMax]], out var right)
            & DecimalText.TryToDouble(csv[columns[yMin]], out var top)
            & DecimalText.TryToDouble(csv[columns[yMax]], out var bottom);
        box = new BoxXyxy(left, top, right, bottom);
        return isRead;
    }
}

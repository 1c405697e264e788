namespace Workbook.Ops;

/// <summary>The sampling points of one side of a box, in pixels of the map.</summary>
/// <param name="Start">Where the box begins.</param>
/// <param name="Bin">Length of a bin.</param>
/// <param name="Bins">Number of bins.</param>
/// <param name="PerBin">Points in each bin.</param>
internal readonly record struct RoiAxis(float Start, float Bin, int Bins, int PerBin)
{
    public int Points => Bins * PerBin;

    /// <summary>The two pixels that a point lies between and their weights, both 0 for a point more than a pixel outside.</summary>
    public (int Low, int High, float AtLow, float AtHigh) At(int point, int length)
    {
        var at = Start + point / PerBin * Bin + (point % PerBin + 0.5f) * Bin / PerBin;
        if (at < -1 || at > length)
            return default;
        at = Math.Max(at, 0);
        var low = (int)at;
        if (low >= length - 1)
            return (length - 1, length - 1, 1, 0);
        var beyond = at - low;
        return (low, low + 1, 1 - beyond, beyond);
    }
}

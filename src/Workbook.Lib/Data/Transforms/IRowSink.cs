namespace Workbook.Data.Transforms;

/// <summary>What becomes of the rows of a resampled image.</summary>
internal interface IRowSink
{
    /// <param name="y">The output row; each comes once, from the top.</param>
    /// <param name="window">Its sums in the red plane; the other channels' columns lie behind it.</param>
    /// <param name="stride">Bytes from one channel's columns to the next one's.</param>
    void Take(int y, in VerticalWindow window, int stride);
}

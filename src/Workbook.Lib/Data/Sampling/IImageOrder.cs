namespace Workbook.Data.Sampling;

/// <summary>
/// An endless sequence of images to train on, as a function of the position alone: it can be entered anywhere, and dealt out to several
/// processes. Not safe to call from several threads.
/// </summary>
public interface IImageOrder
{
    /// <summary>The image at a position, by its index in the data set.</summary>
    /// <param name="position">0 or more, in any order; ascending is fastest.</param>
    int Image(long position);
}

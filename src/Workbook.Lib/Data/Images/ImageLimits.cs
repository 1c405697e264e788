namespace Workbook.Data.Images;

/// <summary>What is refused before memory is taken for it: a file of a few kilobytes can announce gigabytes of pixels.</summary>
internal static class ImageLimits
{
    /// <summary>2^28 pixels, 768 MiB of RGB; the photos of COCO and Open Images have at most 2^24.</summary>
    public const long MostPixels = 1L << 28;

    /// <summary>Checks the size that a file announces.</summary>
    public static void Require(long height, long width, string source)
    {
        if (height < 1 || width < 1 || height > MostPixels / width)
            throw new InvalidDataException(
                $"{source} announces {height} x {width} pixels; expected at least 1 and at most {MostPixels} (2^28) in all. "
                + "If the file is not damaged, scale it down before use.");
    }
}

namespace Workbook.Data.Images;

/// <summary>How many chroma samples a JPEG keeps; the values are those of libjpeg-turbo's TJSAMP.</summary>
internal enum JpegSampling
{
    /// <summary>4:4:4: one a pixel.</summary>
    Full = 0,

    /// <summary>4:2:0: one for 2 x 2 pixels.</summary>
    Half = 2,
}

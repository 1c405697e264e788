using Workbook.Data.Images;

namespace Workbook.Data.ImageNet;

/// <summary>Labelled pictures of any size. Safe to read from several threads.</summary>
internal interface IPictures
{
    /// <summary>Where they come from, with content hashes.</summary>
    DataSource Source { get; }

    /// <summary>Name of each class.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>Class index of each picture.</summary>
    int[] Labels { get; }

    /// <summary>One picture; its pixels may lie in the buffer, and are not to be changed.</summary>
    /// <returns>Null where it cannot be read and such pictures are to be left out.</returns>
    RgbImage? Load(int picture, byte[] buffer);
}

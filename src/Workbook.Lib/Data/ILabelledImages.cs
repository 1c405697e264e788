namespace Workbook.Data;

/// <summary>Labelled images, each made on demand into what a network takes. Safe to read from several threads.</summary>
public interface ILabelledImages
{
    /// <summary>Where the images come from, with content hashes.</summary>
    DataSource Source { get; }

    /// <summary>Name of each class.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>Class index of each image; its length is the number of images.</summary>
    ReadOnlySpan<int> Labels { get; }

    /// <summary>Rows of what <see cref="TryRead"/> gives.</summary>
    int Height { get; }

    /// <summary>Columns of what <see cref="TryRead"/> gives.</summary>
    int Width { get; }

    /// <summary>Makes one image. A pure function of the image and the random stream.</summary>
    /// <param name="image">0 to the number of images, exclusive.</param>
    /// <param name="into">Receives 3 x height x width normalised values.</param>
    /// <param name="rng">The image's own random stream.</param>
    /// <returns>False where the image cannot be read and such images are to be left out; <paramref name="into"/> is then undefined.</returns>
    bool TryRead(int image, Span<float> into, ref Rng rng);
}

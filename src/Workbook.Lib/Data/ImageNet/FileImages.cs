using Workbook.Data.Images;

namespace Workbook.Data.ImageNet;

/// <summary>Pictures in files, read when they are asked for and decoded at full size, so that pixels are those of Pillow.</summary>
/// <param name="folder">What the paths are relative to.</param>
/// <param name="paths">A file for each picture.</param>
/// <param name="labels">Its class.</param>
/// <param name="classNames">Name of each class.</param>
/// <param name="source">Where they come from.</param>
/// <param name="faults">Told of files that cannot be read.</param>
internal sealed class FileImages(
    string folder, IReadOnlyList<string> paths, int[] labels, IReadOnlyList<string> classNames, DataSource source, FaultyImages faults) : IPictures
{
    public DataSource Source => source;

    public IReadOnlyList<string> ClassNames => classNames;

    public int[] Labels => labels;

    public RgbImage? Load(int picture, byte[] buffer)
    {
        try
        {
            return ImageFile.Load(Path.Combine(folder, paths[picture]), buffer);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            faults.Add(paths[picture], fault);
            return null;
        }
    }
}

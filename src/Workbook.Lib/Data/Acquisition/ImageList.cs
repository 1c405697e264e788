using System.Globalization;

namespace Workbook.Data.Acquisition;

/// <summary>A list of images: one path and class number a line.</summary>
internal static class ImageList
{
    /// <summary>The paths and classes of a list.</summary>
    /// <exception cref="InvalidDataException">A line is something else.</exception>
    public static IEnumerable<(string Path, int Class)> Read(string file) => File.ReadLines(file).Select((line, index) =>
    {
        var space = line.LastIndexOf(' ');
        return space > 0 && int.TryParse(line.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var label)
            ? (line[..space], label)
            : throw new InvalidDataException(
                FormattableString.Invariant($"'{file}', line {index + 1}: got '{line}', expected a path and a class number. Delete the file and fetch it again."));
    });

    /// <summary>Checks the numbers of images in all and of each class.</summary>
    public static string Check(string file, int images, int classes, int fewest, int most)
    {
        var counts = Read(file).CountBy(image => image.Class).ToDictionary();
        var got = (Images: counts.Values.Sum(), Classes: counts.Count, Fewest: counts.Values.DefaultIfEmpty().Min(), Most: counts.Values.DefaultIfEmpty().Max());
        if (got != (images, classes, fewest, most))
            throw new InvalidDataException(
                $"'{file}': got {Describe(got.Images, got.Classes, got.Fewest, got.Most)}, expected {Describe(images, classes, fewest, most)}. "
                + "Delete it and fetch it again.");
        return $"{Path.GetFileName(file)}: {Describe(images, classes, fewest, most)}";
    }

    /// <summary>Checks the number of images of each class.</summary>
    /// <exception cref="InvalidDataException">A class has another number.</exception>
    public static void CheckCounts(string file, IReadOnlyList<int> counts)
    {
        var got = Read(file).CountBy(image => image.Class).ToDictionary();
        if (got.Keys.Where(label => label >= counts.Count).Order().ToArray() is [var unknown, ..])
            throw new InvalidDataException(FormattableString.Invariant($"'{file}': got class {unknown}, expected 0 to {counts.Count - 1}. Delete it and fetch it again."));
        for (var label = 0; label < counts.Count; label++)
            if (got.GetValueOrDefault(label) is var images && images != counts[label])
                throw new InvalidDataException(
                    FormattableString.Invariant($"'{file}': got {images} images of class {label}, expected {counts[label]}. Delete it and fetch it again."));
    }

    private static string Describe(int images, int classes, int fewest, int most) =>
        FormattableString.Invariant($"{images} images of {classes} classes, {(fewest == most ? $"{most}" : FormattableString.Invariant($"{fewest} to {most}"))} a class");
}

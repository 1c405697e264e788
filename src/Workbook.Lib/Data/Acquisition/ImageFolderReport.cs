namespace Workbook.Data.Acquisition;

/// <summary>Which images of some lists are in a folder.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Listed">Number of images in the lists.</param>
/// <param name="Missing">How many of them are not in the folder.</param>
/// <param name="Examples">The first few that are missing, as the lists name them.</param>
public sealed record ImageFolderReport(string Folder, int Listed, int Missing, IReadOnlyList<string> Examples)
{
    private const int MostExamples = 5;

    /// <summary>One sentence.</summary>
    public override string ToString() => Missing == 0
        ? FormattableString.Invariant($"All {Listed} images of the lists are in '{Folder}'.")
        : FormattableString.Invariant($"{Missing} of {Listed} images of the lists are not in '{Folder}': {string.Join(", ", Examples)}{More}. ")
            + "Expected are the folders train and val, each with a folder for every class (n01440764).";

    private string More => Missing > Examples.Count ? FormattableString.Invariant($" and {Missing - Examples.Count} more") : "";

    /// <summary>Looks for the images of lists in a folder.</summary>
    internal static ImageFolderReport Of(IEnumerable<string> lists, string folder)
    {
        var (listed, missing, examples) = (0, 0, new List<string>());
        foreach (var (path, _) in lists.SelectMany(ImageList.Read))
        {
            listed++;
            if (File.Exists(Path.Combine(folder, path)))
                continue;
            missing++;
            if (examples.Count < MostExamples)
                examples.Add(path);
        }
        return new ImageFolderReport(folder, listed, missing, examples);
    }
}

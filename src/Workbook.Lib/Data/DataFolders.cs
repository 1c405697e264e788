namespace Workbook.Data;

/// <summary>Where data sets are looked for.</summary>
public static class DataFolders
{
    /// <summary>The environment variable that names a folder of data sets.</summary>
    public const string Variable = "WORKBOOK_DATA";

    /// <summary>
    /// The folders to search, in order, as absolute paths: the one asked for and no other; without one, that of <see cref="Variable"/>, then <c>data</c> in the
    /// current folder.
    /// </summary>
    /// <param name="asked">The folder that the user named; null where none was.</param>
    public static IReadOnlyList<string> Candidates(string? asked) => Candidates(asked, Environment.GetEnvironmentVariable(Variable), Environment.CurrentDirectory);

    internal static IReadOnlyList<string> Candidates(string? asked, string? variable, string currentFolder)
    {
        string[] folders = asked is not null ? [asked] : string.IsNullOrEmpty(variable) ? ["data"] : [variable, "data"];
        return [.. folders.Select(folder => Path.GetFullPath(folder, currentFolder))];
    }
}

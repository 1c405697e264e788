namespace Workbook.Cli;

/// <summary>Where the results are.</summary>
internal static class ResultsFolder
{
    /// <summary>The folder <c>results</c> of the checkout that the program was built in; elsewhere that of the current folder.</summary>
    public static string Find(string programFolder, string currentFolder)
    {
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
                return Path.Combine(folder.FullName, "results");
        return Path.Combine(currentFolder, "results");
    }
}

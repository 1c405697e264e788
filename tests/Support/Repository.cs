namespace Tests.Support;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Folder that holds <c>Workbook.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>Full path of a file of the checkout.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Workbook.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"Workbook.sln was found in no folder above {AppContext.BaseDirectory}; build the tests inside the checkout.");
    }
}

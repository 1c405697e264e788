using Xunit;

namespace Tests.Support;

/// <summary>Reference material that lies beside a checkout, in <c>shared/</c>. The product never needs it; a test that does is skipped where it is absent.</summary>
internal static class SharedFiles
{
    private static readonly string? Root = Find();

    /// <summary>Full path of a file or folder under <c>shared/</c>; skips the calling test, with the reason, where it is absent.</summary>
    public static string Path(string relative)
    {
        if (Root is null)
            Assert.Skip($"shared/{relative} is not beside this checkout");
        var path = System.IO.Path.Combine(Root, relative);
        if (!File.Exists(path) && !Directory.Exists(path))
            Assert.Skip($"shared/{relative} is not in the shared folder beside this checkout");
        return path;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = System.IO.Path.Combine(folder.FullName, "shared");
            if (File.Exists(System.IO.Path.Combine(shared, "DESIGN.md")))
                return shared;
        }
        return null;
    }
}

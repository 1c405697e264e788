using Markdig.Syntax.Inlines;

namespace Workbook.Kernel.Html;

/// <summary>The pictures that Markdown names: files of the notebook's folder become part of the page, of all others it says where they are.</summary>
internal static class Pictures
{
    private const int MostBytes = 5 << 20;

    private static readonly Dictionary<string, string> MimeTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>Puts a picture's content in place of its address; a picture that cannot be put into the page becomes a link that says why.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="folder">Folder of the notebook.</param>
    public static void Embed(LinkInline picture, string folder)
    {
        if (picture.Url is not { Length: > 0 } url || url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return;
        if (Uri.TryCreate(url, UriKind.Absolute, out _) || url.StartsWith("//", StringComparison.Ordinal))
        {
            Link(picture, "not in this page");
            return;
        }
        try
        {
            var file = new FileInfo(Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(url.Split('?', '#')[0]))));
            if (Reason(file, folder) is { } reason)
                Link(picture, reason);
            else
                picture.Url = $"data:{MimeTypes[file.Extension]};base64,{Convert.ToBase64String(File.ReadAllBytes(file.FullName))}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Link(picture, "cannot be read");
        }
    }

    private static string? Reason(FileInfo file, string folder) =>
        !IsWithin(file, folder) ? "outside the notebook's folder"
        : !file.Exists ? "not found"
        : !MimeTypes.ContainsKey(file.Extension) ? $"expected a name in {string.Join(", ", MimeTypes.Keys)}"
        : file.Length == 0 ? "empty"
        : file.Length > MostBytes ? $"larger than {MostBytes >> 20} MiB"
        : null;

    // A symbolic link may lead anywhere.
    private static bool IsWithin(FileInfo file, string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!file.FullName.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return false;
        for (var path = file.FullName; path.Length > root.Length; path = Path.GetDirectoryName(path)!)
        {
            if (new FileInfo(path).LinkTarget is not null)
                return false;
        }
        return true;
    }

    private static void Link(LinkInline picture, string reason)
    {
        picture.IsImage = false;
        if (picture.FirstChild is null)
            picture.AppendChild(new LiteralInline(picture.Url!));
        picture.AppendChild(new LiteralInline($" (picture: {reason})"));
    }
}

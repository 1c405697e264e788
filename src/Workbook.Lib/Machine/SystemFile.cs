namespace Workbook.Machine;

/// <summary>Files in which the kernel describes the machine.</summary>
internal static class SystemFile
{
    /// <summary>The file's text; empty where it is absent or unreadable, as on another kernel or in a closed container.</summary>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

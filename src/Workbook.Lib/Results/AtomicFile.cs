using System.Text;

namespace Workbook.Results;

/// <summary>Files that are there in full or not at all, whenever the process ends.</summary>
internal static class AtomicFile
{
    /// <summary>Writes text in UTF-8; see <see cref="Write(string, Action{Stream})"/>.</summary>
    public static void Write(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes to a temporary file beside <paramref name="path"/>, flushes it to the disk and renames it; creates the folder.</summary>
    public static void Write(string path, Action<Stream> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                content(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}

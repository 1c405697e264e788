using System.Text;

namespace Workbook.Kernel.Notebooks;

/// <summary>Files that are there in full or not at all, whenever the process ends.</summary>
internal static class AtomicFile
{
    /// <summary>Writes text in UTF-8 to a temporary file beside <paramref name="path"/> and renames it.</summary>
    public static void Write(string path, string text)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Creates the folder of a file that is to be written later and makes sure that it takes one.</summary>
    /// <exception cref="IOException">It does not.</exception>
    public static void Prepare(string path)
    {
        try
        {
            if (Directory.Exists(path))
                throw new IOException("it is a folder");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (new FileStream($"{path}.{Environment.ProcessId}.tmp", FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be written: {problem.Message}", problem);
        }
    }
}

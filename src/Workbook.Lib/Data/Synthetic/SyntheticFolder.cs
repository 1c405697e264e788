using System.Diagnostics;
using System.Security.Cryptography;
using Workbook.Data.Images;
using Workbook.Results;

namespace Workbook.Data.Synthetic;

/// <summary>The folder of a drawn set: there in full or not at all, written once by whichever process comes first.</summary>
internal static class SyntheticFolder
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(0.2);

    /// <summary>The folder's absolute path.</summary>
    public static string Full(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>Writes a set beside its folder and renames it; checks it, also where it is already there.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="check">Throws where the folder holds something else.</param>
    /// <param name="write">Writes the content into the folder that it is given.</param>
    /// <param name="patience">How long to wait for another process that is writing it; null for five minutes.</param>
    /// <exception cref="IOException">Another process is still writing it, or it cannot be written.</exception>
    public static void Write(string folder, Action check, Action<string> write, TimeSpan? patience = null)
    {
        if (Directory.Exists(folder))
        {
            check();
            return;
        }
        var work = folder + ".tmp";
        var waited = Stopwatch.StartNew();
        string? holder;
        RunLock? taken;
        while ((taken = RunLock.TryTake(work, out holder)) is null && waited.Elapsed < (patience ?? DefaultPatience))
        {
            Thread.Sleep(PollInterval);
            if (Directory.Exists(folder))
            {
                check();
                return;
            }
        }
        using var hold = taken ?? throw new IOException($"{folder} is being written by {holder}. Wait for it, or name another folder.");
        try
        {
            if (!Directory.Exists(folder))
            {
                var content = Path.Combine(work, "content");
                if (Directory.Exists(content))
                    Directory.Delete(content, recursive: true); // of a process that was ended
                write(content);
                Directory.Move(content, folder);
            }
        }
        finally
        {
            Delete(work);
        }
        check();
    }

    /// <summary>Draws the images of a split into a folder, as PNG.</summary>
    /// <param name="folder">Made where it is not there.</param>
    /// <param name="count">How many.</param>
    /// <param name="name">File of each.</param>
    /// <param name="draw">Draws one; called from several threads.</param>
    /// <param name="threads">Null for all processors.</param>
    /// <returns>What they show, and the SHA-256 of the hashes of the images' pixels, in order.</returns>
    public static (SyntheticImage[] Images, string Sha256) Draw(string folder, int count, Func<int, string> name, Func<int, SyntheticScene> draw, int? threads = null)
    {
        Directory.CreateDirectory(folder);
        var images = new SyntheticImage[count];
        var pixels = new byte[count * SHA256.HashSizeInBytes];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount }, i =>
        {
            var scene = draw(i);
            images[i] = new SyntheticImage(name(i), scene.Plan, scene.Objects);
            SHA256.HashData(scene.Image.Pixels, pixels.AsSpan(i * SHA256.HashSizeInBytes));
            File.WriteAllBytes(Path.Combine(folder, images[i].FileName), PngCodec.Encode(scene.Image));
        });
        return (images, Convert.ToHexStringLower(SHA256.HashData(pixels)));
    }

    private static void Delete(string work)
    {
        try
        {
            Directory.Delete(work, recursive: true);
        }
        catch (IOException) when (Directory.Exists(work))
        {
            // A process that waited has come in; it will do this.
        }
    }
}

using System.Globalization;

namespace Workbook.Results;

/// <summary>
/// One process's hold on a run's working folder. The operating system releases it when the process ends, however it ends, so that no stale
/// lock can remain; the file beside it only says who holds it.
/// </summary>
public sealed class RunLock : IDisposable
{
    private readonly FileStream stream;

    private RunLock(FileStream stream) => this.stream = stream;

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    internal static RunLock? TryTake(string folder, out string? holder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "run.lock");
        var owner = Path.Combine(folder, "run.owner");
        try
        {
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(owner, string.Create(
                CultureInfo.InvariantCulture,
                $"process {Environment.ProcessId} on {Environment.MachineName} since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} UTC"));
            holder = null;
            return new RunLock(stream);
        }
        catch (IOException) when (File.Exists(path))
        {
            holder = File.Exists(owner) ? File.ReadAllText(owner) : "another process";
            return null;
        }
    }
}

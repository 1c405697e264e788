using Workbook.Data.Acquisition;

namespace Workbook.Cli;

/// <summary>Progress as lines: what happens to a file at once, how far it is every ten seconds.</summary>
internal sealed class PlainTransferProgress(TextWriter output, TimeProvider time) : IProgress<TransferProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly Dictionary<RemoteFile, (TransferStage Stage, long At)> _last = [];

    public void Report(TransferProgress value)
    {
        lock (_last)
        {
            var isDue = !_last.TryGetValue(value.File, out var last) || time.GetElapsedTime(last.At) >= Interval;
            var isNew = value.Detail is not null || (value.Stage != last.Stage && value.Stage == TransferStage.Unpacking);
            if (!isDue && !isNew)
                return;
            _last[value.File] = (value.Stage, time.GetTimestamp());
            output.WriteLine($"{value.File.FileName}: {TransferText.Of(value)}");
            output.Flush();
        }
    }
}

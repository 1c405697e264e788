namespace Workbook.Data.Acquisition;

/// <summary>Brings one file into its partial file: continues what is there, and tries again when a connection breaks.</summary>
internal sealed class FileTransfer(RemoteFile file, IFileOrigin origin, PartialFile partial, TransferSettings settings, IProgress<TransferProgress> progress)
{
    private const int BufferBytes = 1 << 17;
    private readonly string _address = origin.AddressOf(file);
    private long _furthest;

    /// <summary>Whether bytes of an earlier call are part of the result.</summary>
    public bool Continued { get; private set; }

    /// <summary>Transfers the file.</summary>
    /// <exception cref="InvalidDataException">The origin has a file of another length than published.</exception>
    /// <exception cref="IOException">It cannot be had; what came until then is kept.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        _furthest = partial.Length;
        Continued = partial.Length > 0;
        for (var failures = 0; ;)
        {
            try
            {
                await AttemptAsync(cancel);
                return;
            }
            catch (TransientTransferException e)
            {
                failures = partial.Length > _furthest ? 1 : failures + 1;
                _furthest = Math.Max(_furthest, partial.Length);
                if (failures >= settings.Attempts)
                    throw new IOException(
                        FormattableString.Invariant($"{e.Message}, {failures} times in a row; given up. ")
                        + (partial.Length > 0 ? $"The {ByteText.Of(partial.Length)} that came are kept: the same command continues there. " : "")
                        + "If the address stays out of reach, name a copy with --from.",
                        e);
                var delay = Delay(failures, e.RetryAfter);
                Report(TransferStage.Waiting, FormattableString.Invariant($"{e.Message}; again in {delay.TotalSeconds:0.#} s"));
                await Task.Delay(delay, settings.Time, cancel);
            }
        }
    }

    private async Task AttemptAsync(CancellationToken cancel)
    {
        // Without a validator, only a published checksum can tell that two versions were mixed.
        if (partial.Address != _address || (partial.Validator is null && file.Checksums.Count == 0))
            partial.Clear();
        if (partial.Length > 0 && partial.Length == partial.Total)
            return;
        Continued &= partial.Length > 0;

        using var opened = await origin.OpenAsync(file, partial.Length, partial.Validator, cancel);
        CheckLength(opened.Total);
        if (opened.Start == 0)
        {
            Continued = false;
            partial.Restart(_address, opened.Validator, opened.Total);
        }
        else if (opened.Start != partial.Length || opened.Total != partial.Total || IsAnother(opened.Validator))
        {
            partial.Clear();
            throw new TransientTransferException($"{_address} has changed since the first part came");
        }
        if (opened.Total is { } total)
            FreeDisk.Require(Path.GetDirectoryName(partial.FullPath)!, total - opened.Start, file.FileName, settings);
        await CopyAsync(opened, cancel);
        if (opened.Total is { } length && partial.Length != length)
            throw new TransientTransferException(FormattableString.Invariant($"{_address} ended after {partial.Length} of {length} bytes"));
        CheckLength(partial.Length);
    }

    private async Task CopyAsync(OpenedFile opened, CancellationToken cancel)
    {
        var buffer = new byte[BufferBytes];
        Report(TransferStage.Transferring);
        while (true)
        {
            int read;
            using (var stall = CancellationTokenSource.CreateLinkedTokenSource(cancel))
            {
                stall.CancelAfter(settings.StallLimit);
                try
                {
                    read = await opened.Content.ReadAsync(buffer, stall.Token);
                }
                catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
                {
                    throw new TransientTransferException(FormattableString.Invariant($"{_address} sent nothing for {settings.StallLimit.TotalSeconds:0.###} s"));
                }
                catch (IOException e)
                {
                    throw new TransientTransferException($"{_address} broke off after {ByteText.Of(partial.Length)} ({e.Message})");
                }
            }
            if (read == 0)
                return;
            await partial.AppendAsync(buffer.AsMemory(0, read), cancel);
            if (opened.Total is { } total && partial.Length > total)
            {
                partial.Clear();
                throw new TransientTransferException(FormattableString.Invariant($"{_address} sent more than the {total} bytes that it announced"));
            }
            Report(TransferStage.Transferring);
        }
    }

    // A server that honours If-Range may leave the validator out.
    private bool IsAnother(string? validator) => validator is not null && partial.Validator is not null && validator != partial.Validator;

    private void CheckLength(long? got)
    {
        if (got is not { } bytes || file.Size is not { } size || bytes == size)
            return;
        partial.Clear();
        throw new InvalidDataException(FormattableString.Invariant(
            $"{_address}: got a file of {bytes} bytes, expected {size}. It is not the published file: ")
            + "if you named it with --from, name another copy; otherwise see what became of it.");
    }

    private TimeSpan Delay(int failures, TimeSpan? asked)
    {
        var delay = settings.FirstDelay * Math.Pow(2, failures - 1) * (0.5 + Random.Shared.NextDouble());
        if (asked > delay)
            delay = asked.Value;
        return delay < settings.LongestDelay ? delay : settings.LongestDelay;
    }

    private void Report(TransferStage stage, string? detail = null) =>
        progress.Report(new TransferProgress(file, stage, partial.Length, partial.Total ?? file.Size ?? file.RoughSize, detail));
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workbook.Tests.Data.Acquisition;

/// <summary>A web server on the loopback address that serves ranges, and misbehaves where it is told to.</summary>
internal sealed class FaultyServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private long _bytesSent;
    private int _busy;
    private int _busiest;

    public FaultyServer()
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    public ConcurrentDictionary<string, ServedFile> Files { get; } = new();

    /// <summary>Path, Range and If-Range of every request.</summary>
    public ConcurrentQueue<(string Path, string? Range, string? IfRange)> Requests { get; } = new();

    /// <summary>Answers wait for so many requests at a time.</summary>
    public int WaitFor { get; set; } = 1;

    /// <summary>Bytes of bodies.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>The most requests at a time.</summary>
    public int Busiest => _busiest;

    /// <summary>Refuses connections from now on.</summary>
    public void Stop() => _listener.Dispose();

    public void Dispose()
    {
        _closing.Cancel();
        Stop();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var busy = Interlocked.Increment(ref _busy);
                _busiest = Math.Max(_busiest, busy);
                while (_busiest < WaitFor)
                    await Task.Delay(1, _closing.Token);
                await AnswerAsync(client.GetStream());
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has gone, or the test is over.
            }
            finally
            {
                Interlocked.Decrement(ref _busy);
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var path = (await reader.ReadLineAsync(_closing.Token))!.Split(' ')[1].TrimStart('/');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_closing.Token) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
        Requests.Enqueue((path, headers.GetValueOrDefault("Range"), headers.GetValueOrDefault("If-Range")));

        var file = Files.GetValueOrDefault(path);
        var fault = file is not null && file.Faults.TryDequeue(out var next) ? next : new Fault { Status = file is null ? 404 : null };
        var head = new StringBuilder();
        var (start, content) = (0, Array.Empty<byte>());
        if (fault.Status is { } status)
        {
            head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Refused\r\nContent-Length: 0\r\n");
            if (fault.RetryAfter is { } seconds)
                head.Append(CultureInfo.InvariantCulture, $"Retry-After: {seconds}\r\n");
        }
        else if (fault.Location is { } location)
        {
            head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n");
        }
        else
        {
            content = file!.Content;
            if (headers.TryGetValue("Range", out var range) && !fault.IgnoreRange
                && (fault.IgnoreIfRange || !headers.TryGetValue("If-Range", out var validator) || validator == file.ETag || validator == file.LastModified))
                start = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {(start > 0 ? "206 Partial Content" : "200 OK")}\r\nContent-Length: {fault.Length ?? content.Length - start}\r\n");
            if (start > 0)
                head.Append(CultureInfo.InvariantCulture, $"Content-Range: bytes {start}-{content.Length - 1}/{content.Length}\r\n");
            if (file.ETag is { } tag)
                head.Append(CultureInfo.InvariantCulture, $"ETag: {tag}\r\n");
            if (file.LastModified is { } date)
                head.Append(CultureInfo.InvariantCulture, $"Last-Modified: {date}\r\n");
        }
        head.Append("Connection: close\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), _closing.Token);
        var end = Math.Min(content.Length, (long)start + (fault.DropAfter ?? fault.StallAfter ?? content.Length));
        await stream.WriteAsync(content.AsMemory(start, (int)end - start), _closing.Token);
        Interlocked.Add(ref _bytesSent, end - start);
        var request = new byte[1];
        while (fault.StallAfter is not null && await stream.ReadAsync(request, _closing.Token) > 0)
        {
        }
    }
}

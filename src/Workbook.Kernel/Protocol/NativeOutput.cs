using System.Text;
using System.Threading.Channels;

namespace Workbook.Kernel.Protocol;

/// <summary>
/// What a session writes past <see cref="Console"/>, to the standard streams themselves: native code, the runtime when it crashes. A mark in the
/// stream says where a cell ended.
/// </summary>
internal sealed class NativeOutput
{
    private readonly byte[] mark;
    private readonly Action<string> take;
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private readonly Channel<bool> marks = Channel.CreateUnbounded<bool>();

    /// <param name="stream">The stream of the process.</param>
    /// <param name="token">What <see cref="WriteMark"/> was given.</param>
    /// <param name="take">Takes the text.</param>
    public NativeOutput(Stream stream, string token, Action<string> take)
    {
        mark = Mark(token);
        this.take = take;
        Ended = Task.Run(() => Read(stream));
    }

    /// <summary>Completes when the stream ends.</summary>
    public Task Ended { get; }

    /// <summary>Marks the end of a cell in both standard streams of this process.</summary>
    public static void WriteMark(string token)
    {
        Native.FlushStandardStreams();
        using var output = Console.OpenStandardOutput();
        using var error = Console.OpenStandardError();
        output.Write(Mark(token));
        error.Write(Mark(token));
    }

    /// <summary>Waits for the next mark, the end of the stream, or the limit.</summary>
    public Task WaitForMark(TimeSpan limit) => Task.WhenAny(marks.Reader.ReadAsync().AsTask(), Ended, Task.Delay(limit));

    private static byte[] Mark(string token) => Encoding.ASCII.GetBytes($"\0{token}\0");

    private async Task Read(Stream stream)
    {
        var buffer = new byte[65_536];
        var kept = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(kept)).ConfigureAwait(false);
            if (read == 0)
            {
                Take(buffer.AsSpan(0, kept));
                return;
            }
            kept = Split(buffer, kept + read);
        }
    }

    /// <summary>Takes all but what may be the beginning of a mark, which moves to the front; its length.</summary>
    private int Split(byte[] buffer, int length)
    {
        var rest = buffer.AsSpan(0, length);
        for (var at = rest.IndexOf(mark); at >= 0; at = rest.IndexOf(mark))
        {
            Take(rest[..at]);
            rest = rest[(at + mark.Length)..];
            marks.Writer.TryWrite(true);
        }
        var begun = Math.Min(rest.Length, mark.Length - 1);
        while (!rest[^begun..].SequenceEqual(mark.AsSpan(0, begun)))
            begun--;
        Take(rest[..^begun]);
        rest[^begun..].CopyTo(buffer);
        return begun;
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        var characters = new char[decoder.GetCharCount(bytes, flush: false)];
        decoder.GetChars(bytes, characters, flush: false);
        if (characters.Length > 0)
            take(new string(characters));
    }
}

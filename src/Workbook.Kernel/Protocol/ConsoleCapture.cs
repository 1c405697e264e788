using System.Text;
using Workbook.Kernel.Execution;

namespace Workbook.Kernel.Protocol;

/// <summary>Turns what cells write to <see cref="Console"/> into events: at once where there is much, else after a moment, so that lines arrive whole.</summary>
internal sealed class ConsoleCapture
{
    private const int Much = 16_384;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(40);

    private readonly Action<CellEvent> send;
    private readonly StringBuilder pending = new();
    private readonly object gate = new();
    private string stream = StreamText.Output;

    /// <summary>Takes the console over.</summary>
    public ConsoleCapture(Action<CellEvent> send)
    {
        this.send = send;
        Console.SetOut(new Writer(this, StreamText.Output));
        Console.SetError(new Writer(this, StreamText.Error));
        Console.SetIn(TextReader.Null);
        // A thread of its own: cells may keep those of the pool busy.
        new Thread(FlushAfterMoments) { IsBackground = true, Name = "console" }.Start();
    }

    /// <summary>Sends an event after all that was written before it.</summary>
    public void Send(CellEvent cellEvent)
    {
        lock (gate)
        {
            Flush();
            send(cellEvent);
        }
    }

    /// <summary>Sends what was written.</summary>
    public void Flush()
    {
        lock (gate)
        {
            if (pending.Length == 0)
                return;
            var text = pending.ToString();
            pending.Clear();
            send(new StreamText(stream, text));
        }
    }

    private void Append(string name, ReadOnlySpan<char> text)
    {
        lock (gate)
        {
            if (name != stream)
                Flush();
            stream = name;
            pending.Append(text);
            if (pending.Length >= Much)
                Flush();
            Monitor.Pulse(gate);
        }
    }

    private void FlushAfterMoments()
    {
        while (true)
        {
            lock (gate)
            {
                while (pending.Length == 0)
                    Monitor.Wait(gate);
            }
            Thread.Sleep(Moment);
            Flush();
        }
    }

    private sealed class Writer(ConsoleCapture capture, string name) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => capture.Append(name, [value]);

        public override void Write(string? value) => capture.Append(name, value);

        public override void Write(char[] buffer, int index, int count) => capture.Append(name, buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer) => capture.Append(name, buffer);

        public override void WriteLine(string? value) => capture.Append(name, value + NewLine);
    }
}

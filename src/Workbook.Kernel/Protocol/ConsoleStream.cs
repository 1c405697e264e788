using System.Globalization;
using System.Text;
using Workbook.Kernel.Execution;

namespace Workbook.Kernel.Protocol;

/// <summary>A stream of <see cref="Console"/> as events: each write at once, so that nothing is lost where the process dies.</summary>
internal sealed class ConsoleStream(string name, Action<CellEvent> send) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Send(value.ToString());

    public override void Write(string? value) => Send(value);

    public override void Write(char[] buffer, int index, int count) => Send(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Send(new string(buffer));

    public override void WriteLine(string? value) => Send(value + NewLine);

    private void Send(string? text)
    {
        if (!string.IsNullOrEmpty(text))
            send(new StreamText(name, text));
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Workbook.Kernel;

/// <summary>A running notebook as text: its cells as they begin and end, and what they put out.</summary>
public sealed class NotebookLog : INotebookObserver
{
    private const int MostText = 64_000;
    private const int MostDisplayed = 2_000;
    private const int Width = 80;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly TextWriter output;
    private readonly TextWriter error;
    private TextWriter last;
    private bool isLineOpen;
    private int written;
    private long updated;

    /// <param name="output">Takes the cells and their standard output.</param>
    /// <param name="error">Takes their standard error and errors.</param>
    public NotebookLog(TextWriter output, TextWriter error)
    {
        this.output = last = output;
        this.error = error;
    }

    /// <inheritdoc/>
    public void Started(int number, int count, string source)
    {
        var line = source.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";
        WriteLine(output, string.Create(CultureInfo.InvariantCulture, $"[{number}/{count}] {(line.Length <= Width ? line : line[..Width] + "...")}"));
        written = 0;
    }

    /// <inheritdoc/>
    public void Wrote(bool isError, string text)
    {
        if (written > MostText)
            return;
        written += text.Length;
        if (written > MostText)
        {
            Write(isError ? error : output, text[..Math.Max(0, text.Length - (written - MostText))]);
            WriteLine(output, "[... the rest of this cell's text is in the output file]");
            return;
        }
        Write(isError ? error : output, text);
    }

    /// <inheritdoc/>
    public void Displayed(IReadOnlyList<string> mimeTypes, string? text)
    {
        var shown = text ?? $"({string.Join(", ", mimeTypes)})";
        Wrote(false, (isLineOpen ? "\n" : "") + (shown.Length <= MostDisplayed ? shown : shown[..MostDisplayed] + "...") + "\n");
    }

    /// <inheritdoc/>
    public void Updated(string? text)
    {
        if (text is null || Stopwatch.GetElapsedTime(updated) < Interval)
            return;
        updated = Stopwatch.GetTimestamp();
        Displayed([], text);
    }

    /// <inheritdoc/>
    public void Failed(IReadOnlyList<string> traceback)
    {
        foreach (var line in traceback)
            WriteLine(error, line);
    }

    /// <inheritdoc/>
    public void Ended(int number, bool passed, TimeSpan elapsed)
    {
        if (!passed || elapsed >= TimeSpan.FromSeconds(1))
            WriteLine(output, string.Create(CultureInfo.InvariantCulture, $"    {(passed ? "passed" : "failed")} after {elapsed.TotalSeconds:F1} s"));
    }

    private void WriteLine(TextWriter writer, string line) => Write(writer, (isLineOpen ? "\n" : "") + line + "\n");

    private void Write(TextWriter writer, string text)
    {
        if (text.Length == 0)
            return;
        if (writer != last)
            last.Flush();
        last = writer;
        writer.Write(text);
        writer.Flush();
        isLineOpen = text[^1] != '\n';
    }
}

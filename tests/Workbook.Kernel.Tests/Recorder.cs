using System.Text;

namespace Workbook.Kernel.Tests;

/// <summary>Notes what a runner says, and acts on it.</summary>
internal sealed class Recorder : INotebookObserver
{
    private readonly StringBuilder text = new();

    public string Text => text.ToString();

    public List<string> Calls { get; } = [];

    /// <summary>Called with all text so far.</summary>
    public Action<string> OnText { get; init; } = _ => { };

    public void Started(int number, int count, string source) => Calls.Add($"started {number}/{count}");

    public void Wrote(bool isError, string text)
    {
        this.text.Append(text);
        OnText(Text);
    }

    public void Displayed(IReadOnlyList<string> mimeTypes, string? text) => Calls.Add($"displayed {text ?? string.Join(',', mimeTypes)}");

    public void Updated(string? text) => Calls.Add($"updated {text}");

    public void Failed(IReadOnlyList<string> traceback) => Calls.Add($"failed {traceback[0]}");

    public void Ended(int number, bool passed, TimeSpan elapsed) => Calls.Add($"ended {number} {passed}");
}

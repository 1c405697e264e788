namespace Workbook.Kernel;

/// <summary>Follows a notebook while it runs. One call at a time, from any thread.</summary>
public interface INotebookObserver
{
    /// <summary>A cell begins.</summary>
    /// <param name="number">Its number, from 1, among those that are run.</param>
    /// <param name="count">How many will be run.</param>
    /// <param name="source">Its source.</param>
    void Started(int number, int count, string source);

    /// <summary>The cell wrote text.</summary>
    /// <param name="isError">Whether to standard error.</param>
    /// <param name="text">The text.</param>
    void Wrote(bool isError, string text);

    /// <summary>The cell displayed a value.</summary>
    /// <param name="mimeTypes">The MIME types that it comes in.</param>
    /// <param name="text">The value as plain text; null where it has none.</param>
    void Displayed(IReadOnlyList<string> mimeTypes, string? text);

    /// <summary>The cell shows another value in the place of one that it displayed.</summary>
    /// <param name="text">The value as plain text; null where it has none.</param>
    void Updated(string? text);

    /// <summary>The cell failed.</summary>
    /// <param name="traceback">The error and the calls that led to it, a line each.</param>
    void Failed(IReadOnlyList<string> traceback);

    /// <summary>The cell ended.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="passed">Whether it passed.</param>
    /// <param name="elapsed">How long it took.</param>
    void Ended(int number, bool passed, TimeSpan elapsed);
}

namespace Workbook.Reporting;

/// <summary>A value that a notebook shows in its own form; the class also carries <c>[TypeFormatterSource(typeof(NotebookFormatters))]</c>.</summary>
internal interface INotebookValue
{
    /// <summary>An HTML fragment, everything in it escaped.</summary>
    string ToHtml();

    /// <summary>Plain text for where there is no HTML.</summary>
    string ToText();
}

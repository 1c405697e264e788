namespace Workbook.Reporting;

/// <summary>The formatters of every <see cref="INotebookValue"/>.</summary>
internal sealed class NotebookFormatters
{
    private readonly NotebookFormatter[] _formatters =
        [new NotebookFormatter("text/html", value => value.ToHtml()), new NotebookFormatter("text/plain", value => value.ToText())];

    /// <summary>HTML and plain text.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}

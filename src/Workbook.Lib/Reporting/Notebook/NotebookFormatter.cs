namespace Workbook.Reporting;

/// <summary>Writes values in one form; notebook kernels call it by the names of its members, so there may be one <c>Format</c> only.</summary>
internal sealed class NotebookFormatter(string mimeType, Func<INotebookValue, string?> write)
{
    /// <summary>The form.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes a value; false leaves it to the kernel's own formatters.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not INotebookValue value || write(value) is not { Length: > 0 } text)
            return false;
        writer.Write(text);
        return true;
    }
}

namespace Workbook.Reporting;

/// <summary>Files of <c>Styles</c> and <c>Scripts</c>, embedded at build.</summary>
internal static class EmbeddedText
{
    /// <summary>The text of the file of that name.</summary>
    public static string Read(string file)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream($"Workbook.Reporting.{file}")
            ?? throw new InvalidOperationException($"Workbook.Lib was built without the embedded file {file} of Reporting.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

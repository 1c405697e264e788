namespace Workbook.Reporting;

/// <summary>Loads plotly.js into a notebook when it is shown as a cell's value: <see cref="PlotlyLibrary.Embed"/>.</summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class PlotlyEmbedding : INotebookValue
{
    internal PlotlyEmbedding()
    {
    }

    string INotebookValue.ToHtml() => PlotlyLibrary.Html + $"<p>plotly.js {PlotlyLibrary.Version} is loaded: this notebook's charts need nothing else.</p>";

    string INotebookValue.ToText() => $"plotly.js {PlotlyLibrary.Version}";
}

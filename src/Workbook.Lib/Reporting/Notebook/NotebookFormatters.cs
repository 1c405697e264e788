using Newtonsoft.Json;

namespace Workbook.Reporting;

/// <summary>The formatters of every <see cref="INotebookValue"/>.</summary>
internal sealed class NotebookFormatters
{
    /// <summary>JSON of plotly.js, for clients that draw it themselves.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>A still picture.</summary>
    public const string Picture = "image/svg+xml";

    private readonly NotebookFormatter[] _formatters =
    [
        new NotebookFormatter("text/html", value => value.ToHtml()),
        new NotebookFormatter("text/plain", value => value.ToText()),
        new NotebookFormatter(Plotly, value => (value as Figure)?.ToJson().ToString(Formatting.None)),
        new NotebookFormatter(Picture, value => (value as Figure)?.ToSvg()),
    ];

    /// <summary>HTML and plain text; of a figure also plotly.js's JSON and a still picture.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}

using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Workbook.Reporting;

/// <summary>A chart for plotly.js; a notebook or a page that holds <see cref="PlotlyLibrary.Html"/> draws it.</summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class Figure : INotebookValue
{
    private readonly JArray _data;
    private readonly JObject _layout;

    internal Figure(string title, string description, IEnumerable<IFigureTrace> traces, FigureLayout layout)
        : this(title, description, new JArray(traces.Select(trace => trace.ToJson())), layout.ToJson())
    {
    }

    private Figure(string title, string description, JArray data, JObject layout) =>
        (Title, Description, _data, _layout) = (title, description, data, layout);

    /// <summary>What the chart shows, in one line.</summary>
    public string Title { get; }

    /// <summary>How to read the chart; of a figure without data, why there is none.</summary>
    public string Description { get; }

    /// <summary>The chart as plotly.js takes it: <c>data</c>, <c>layout</c> and <c>config</c>. The title stands above it in HTML.</summary>
    public JObject ToJson() => new()
    {
        ["data"] = _data.DeepClone(),
        ["layout"] = _layout.DeepClone(),
        ["config"] = new JObject { ["responsive"] = true, ["displayModeBar"] = false },
    };

    /// <summary>
    /// A <c>figure</c> element: title, chart and description. Any page that also holds <see cref="PlotlyLibrary.Html"/>, before or after it,
    /// draws the chart; elsewhere the element says what is missing.
    /// </summary>
    public string ToHtml()
    {
        var (title, description) = (Html.Text(Title), Html.Text(Description));
        if (_data.Count == 0)
            return $"<figure style=\"margin: 1.5em 0\"><figcaption><strong>{title}</strong></figcaption><p>{description}</p></figure>";
        var json = ScriptText(ToJson());
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16];
        return $"""
            <figure data-plotly="{key}" style="margin: 1.5em 0">
            <figcaption><strong>{title}</strong></figcaption>
            <p data-placeholder>This chart is drawn by plotly.js, which has not been loaded: in a notebook, run the first cell.</p>
            <p>{description}</p>
            <script>(window.workbookFigures = window.workbookFigures || []).push(["{key}", {json}]);</script>
            </figure>
            """;
    }

    /// <summary>The statement that there is nothing to draw.</summary>
    internal static Figure WithoutData(string title, string reason) => new(title, reason, [], new JObject());

    string INotebookValue.ToText() => $"{Title}\n{Description}";

    // Nothing in it can end the script element or its strings.
    private static string ScriptText(JObject json)
    {
        using var text = new StringWriter();
        using (var writer = new JsonTextWriter(text) { StringEscapeHandling = StringEscapeHandling.EscapeHtml })
            json.WriteTo(writer);
        return text.ToString();
    }
}

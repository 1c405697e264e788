using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Workbook.Reporting;

/// <summary>A chart for plotly.js; a notebook or a page that holds <see cref="PlotlyLibrary.Html"/> draws it.</summary>
[TypeFormatterSource(typeof(NotebookFormatters), FurtherMimeTypes = [NotebookFormatters.Plotly, NotebookFormatters.Picture])]
public sealed class Figure : INotebookValue
{
    private readonly JArray _data;
    private readonly JObject _layout;
    private readonly Lazy<string> _picture;

    internal Figure(string title, string description, IEnumerable<IFigureTrace> traces, FigureLayout layout)
        : this(title, description, [.. traces], layout)
    {
    }

    private Figure(string title, string description, IFigureTrace[] traces, FigureLayout? layout)
    {
        (Title, Description) = (title, description);
        (_data, _layout) = (new JArray(traces.Select(trace => trace.ToJson())), layout?.ToJson() ?? []);
        _picture = new Lazy<string>(() => layout is null ? "" : FigureSvg.Write(title, traces, layout));
    }

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

    /// <summary>The chart as a still picture, an <c>svg</c> element of its own; empty for a figure without data.</summary>
    public string ToSvg() => _picture.Value;

    /// <summary>
    /// A <c>figure</c> element: title, chart and description. Any page that also holds <see cref="PlotlyLibrary.Html"/>, before or after it,
    /// draws the chart; elsewhere the element shows it as a still picture.
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
            <p data-placeholder><img alt="{Html.Of($"{Title}")}" style="max-width: 100%" src="data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(ToSvg()))}"></p>
            <p>{description}</p>
            <script>(window.workbookFigures = window.workbookFigures || []).push(["{key}", {json}]);</script>
            </figure>
            """;
    }

    /// <summary>The statement that there is nothing to draw.</summary>
    internal static Figure WithoutData(string title, string reason) => new(title, reason, Array.Empty<IFigureTrace>(), null);

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

using Newtonsoft.Json.Linq;

namespace Workbook.Reporting;

/// <summary>A chart for plotly.js; a notebook or a page that holds <see cref="PlotlyLibrary.Html"/> draws it.</summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class Figure : INotebookValue
{
    private readonly JArray _data;
    private readonly JObject _layout;

    internal Figure(string title, string description, JArray data, JObject layout) => (Title, Description, _data, _layout) = (title, description, data, layout);

    /// <summary>What the chart shows, in one line.</summary>
    public string Title { get; }

    /// <summary>How to read the chart, for where it cannot be drawn.</summary>
    public string Description { get; }

    /// <summary>The chart as plotly.js takes it: <c>data</c>, <c>layout</c> and <c>config</c>.</summary>
    public JObject ToJson() => new() { ["data"] = _data.DeepClone(), ["layout"] = _layout.DeepClone(), ["config"] = new JObject() };

    /// <summary>A <c>figure</c> element, drawn in any page that also holds <see cref="PlotlyLibrary.Html"/>.</summary>
    public string ToHtml() => $"<figure>{System.Net.WebUtility.HtmlEncode(Title)}</figure>";

    string INotebookValue.ToText() => $"{Title}\n{Description}";
}

using System.Globalization;
using System.Xml;

namespace Workbook.Reporting;

/// <summary>
/// A figure as a still picture, for where plotly.js does not run: the preview of a code host, a mail, a printed page. It shows what the chart shows but for
/// the texts under the pointer.
/// </summary>
internal static class FigureSvg
{
    private const double Width = 760;
    private const double Left = 62;
    private const double Right = 20;
    private const double Bottom = 52;
    private const double PanelGap = 0.14;
    private const double LineHeight = 17;

    /// <summary>An <c>svg</c> element with a white background.</summary>
    /// <param name="title">What it shows, for readers who do not see it.</param>
    /// <param name="traces">The series, the first at the bottom.</param>
    /// <param name="layout">Panels and height.</param>
    public static string Write(string title, IReadOnlyList<IFigureTrace> traces, FigureLayout layout)
    {
        var headings = layout.Panels.SelectMany(panel => panel.Bands.Select(band => band.Text).Append(panel.Title)).OfType<string>();
        var top = 14 + LineHeight * headings.Select(heading => heading.Split('\n').Length).DefaultIfEmpty(0).Max();
        var legend = SvgLegend.Of(traces, Width - Left - Right);
        var height = layout.Height - top - Bottom - legend.Height;
        var share = (1 - PanelGap * (layout.Panels.Count - 1)) / layout.Panels.Count;
        var all = Width - Left - Right;
        var panels = layout.Panels.Index().Select(item => SvgPanel.Write(
            item.Item, [.. traces.Where(trace => Panel(trace) == item.Index)], Left + item.Index * (share + PanelGap) * all, top, share * all, height,
            54 / layout.Panels.Count));
        return Html.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{layout.Height}" viewBox="0 0 {Width} {layout.Height}" role="img" font-family="sans-serif" font-size="12" fill="#222222">
            <title>{Xml(title)}</title>
            <rect width="100%" height="100%" fill="#ffffff"/>
            {panels}{legend.Write(Left, layout.Height - legend.Height)}
            </svg>
            """).ToString();
    }

    /// <summary>A coordinate, to a tenth of a pixel.</summary>
    public static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Lines of text, the first at <paramref name="y"/>.</summary>
    public static Html Text(string text, double x, double y, string anchor, string attributes = "") => Html.Of($"""
        <text x="{Number(x)}" y="{Number(y)}" text-anchor="{anchor}"{Html.Trusted(attributes)}>{
            text.Split('\n').Select((line, i) => Html.Of($"<tspan x=\"{Number(x)}\" dy=\"{Number(i == 0 ? 0 : LineHeight)}\">{Xml(line)}</tspan>"))}</text>

        """);

    // What XML cannot hold, even escaped.
    private static string Xml(string text) => string.Concat(Html.Directions().Replace(text, "\ufffd").EnumerateRunes().Select(rune => rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\ufffd"));

    private static int Panel(IFigureTrace trace) => trace is ScatterTrace scatter ? scatter.Panel : 0;
}

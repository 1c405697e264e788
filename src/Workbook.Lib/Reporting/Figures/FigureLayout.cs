using Newtonsoft.Json.Linq;

namespace Workbook.Reporting;

/// <summary>Panels, legend and colours of a figure; its width is that of the page.</summary>
/// <param name="Panels">Left to right; at least one.</param>
internal sealed record FigureLayout(IReadOnlyList<FigurePanel> Panels)
{
    private const double PanelGap = 0.14;

    /// <summary>Height in pixels.</summary>
    public int Height { get; init; } = 440;

    /// <summary>The layout as plotly.js takes it.</summary>
    public JObject ToJson()
    {
        var headings = Panels.SelectMany(panel => panel.Bands.Select(band => band.Text).Append(panel.Title)).OfType<string>();
        var headingLines = headings.Select(heading => heading.Split('\n').Length).DefaultIfEmpty(0).Max();
        var layout = new JObject
        {
            ["height"] = Height,
            ["autosize"] = true,
            ["margin"] = new JObject { ["l"] = 60, ["r"] = 20, ["t"] = 14 + 18 * headingLines, ["b"] = 50 },
            // Explicit, so that a figure can be read on a dark page too.
            ["paper_bgcolor"] = "#ffffff",
            ["plot_bgcolor"] = "#ffffff",
            ["font"] = new JObject { ["family"] = "system-ui, sans-serif", ["size"] = 13, ["color"] = "#222222" },
            ["hovermode"] = "closest",
            ["hoverlabel"] = new JObject { ["align"] = "left", ["bgcolor"] = "#ffffff", ["font"] = new JObject { ["color"] = "#222222" } },
            ["legend"] = new JObject
            {
                ["orientation"] = "h", ["x"] = 0, ["y"] = 0, ["yref"] = "container", ["yanchor"] = "bottom", ["maxheight"] = 1, ["tracegroupgap"] = 0,
            },
        };
        var shapes = new JArray();
        var annotations = new JArray();
        var images = new JArray();
        var width = (1 - PanelGap * (Panels.Count - 1)) / Panels.Count;
        foreach (var (index, panel) in Panels.Index())
        {
            var suffix = FigurePanel.Suffix(index);
            var left = index * (width + PanelGap);
            layout["xaxis" + suffix] = panel.X.ToJson("y" + suffix, (left, left + width));
            layout["yaxis" + suffix] = panel.Y.ToJson("x" + suffix, (0, 1));
            if (panel.Picture is { } picture)
            {
                layout["xaxis" + suffix]!["constrain"] = "domain";
                ((JObject)layout["yaxis" + suffix]!).Merge(new JObject { ["constrain"] = "domain", ["constraintoward"] = "top", ["scaleanchor"] = "x" + suffix });
                if (picture.Png is not null)
                    images.Add(Image(picture.Width, picture.Height, picture.Png, suffix));
            }
            foreach (var band in panel.Bands)
            {
                shapes.Add(Shade(band, suffix));
                annotations.Add(Note(band.Text, $"x{suffix}", panel.X.Place(panel.X.Middle(band.From, band.To)), $"y{suffix} domain", 1, "bottom"));
            }
            if (panel.Title is { } title)
                annotations.Add(Note(title, $"x{suffix} domain", 0.5, $"y{suffix} domain", 1, "bottom"));
            if (panel.Statement is { } statement)
                annotations.Add(Note(statement, $"x{suffix} domain", 0.5, $"y{suffix} domain", 0.5, "middle"));
            if (panel.Watermark is { } watermark)
            {
                var mark = Note(watermark, $"x{suffix} domain", 0.5, $"y{suffix} domain", 0.5, "middle");
                mark.Merge(new JObject { ["opacity"] = 0.15, ["textangle"] = -20, ["font"] = new JObject { ["size"] = 54 / Panels.Count } });
                annotations.Add(mark);
            }
        }
        layout["shapes"] = shapes;
        layout["annotations"] = annotations;
        if (images.Count > 0)
            layout["images"] = images;
        return layout;
    }

    private static JObject Shade(FigureBand band, string suffix) => new()
    {
        ["type"] = "rect",
        ["layer"] = "below",
        ["xref"] = "x" + suffix,
        ["x0"] = PlotlyValues.Number(band.From),
        ["x1"] = PlotlyValues.Number(band.To),
        ["yref"] = $"y{suffix} domain",
        ["y0"] = 0,
        ["y1"] = 1,
        ["fillcolor"] = band.Color,
        ["line"] = new JObject { ["width"] = 0 },
    };

    private static JObject Image(int width, int height, byte[] png, string suffix) => new()
    {
        ["source"] = "data:image/png;base64," + Convert.ToBase64String(png),
        ["layer"] = "below",
        ["xref"] = "x" + suffix,
        ["x"] = 0,
        ["sizex"] = width,
        ["yref"] = "y" + suffix,
        ["y"] = 0,
        ["sizey"] = height,
        ["sizing"] = "stretch",
    };

    private static JObject Note(string text, string xReference, double x, string yReference, double y, string anchor) => new()
    {
        ["text"] = PlotlyValues.Text(text),
        ["showarrow"] = false,
        ["xref"] = xReference,
        ["x"] = PlotlyValues.Number(x),
        ["xanchor"] = "center",
        ["yref"] = yReference,
        ["y"] = y,
        ["yanchor"] = anchor,
    };
}

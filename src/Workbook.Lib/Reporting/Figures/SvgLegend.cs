namespace Workbook.Reporting;

/// <summary>The names of the series below the panels, in as many lines as they need.</summary>
internal sealed class SvgLegend
{
    private const double LineHeight = 18;
    private const double Swatch = 34;
    private const double CharacterWidth = 6.6;

    private readonly List<(IFigureTrace Trace, string Name, double X, int Line)> _entries = [];

    /// <summary>Its height in pixels.</summary>
    public double Height => _entries.Count == 0 ? 0 : (_entries[^1].Line + 1) * LineHeight + 6;

    /// <summary>The legend of these series; a name stands once.</summary>
    /// <param name="traces">The series.</param>
    /// <param name="width">Pixels that a line has.</param>
    public static SvgLegend Of(IReadOnlyList<IFigureTrace> traces, double width)
    {
        var legend = new SvgLegend();
        var (x, line) = (0.0, 0);
        foreach (var (trace, name) in traces.Select(trace => (trace, Name(trace))).Where(named => named.Item2 is not null).DistinctBy(named => named.Item2))
        {
            var needed = Swatch + name!.Length * CharacterWidth + 14;
            if (x > 0 && x + needed > width)
                (x, line) = (0, line + 1);
            legend._entries.Add((trace, name, x, line));
            x += needed;
        }
        return legend;
    }

    /// <summary>The legend with its upper left corner there.</summary>
    public IEnumerable<Html> Write(double left, double top) => _entries.Select(entry =>
    {
        var (x, y) = (left + entry.X, top + LineHeight * (entry.Line + 0.5));
        return Html.Of($"{Sample(entry.Trace, x, y)}{FigureSvg.Text(entry.Name, x + Swatch, y + 4, "start")}");
    });

    private static string? Name(IFigureTrace trace) => trace switch
    {
        ScatterTrace { InLegend: true } scatter => scatter.Name,
        BarTrace bar => bar.Name,
        _ => null,
    };

    private static Html Sample(IFigureTrace trace, double x, double y) => trace switch
    {
        ScatterTrace scatter => Html.Of($"""
            {(scatter.HasLine ? SvgMarks.Line(scatter, [(x, y), (x + 28, y)]) : default)}{(scatter.HasMarkers ? SvgMarks.Markers(scatter, (x + 14, y)) : default)}
            """),
        BarTrace bar => Html.Of($"""<rect x="{FigureSvg.Number(x + 8)}" y="{FigureSvg.Number(y - 6)}" width="12" height="12" fill="{bar.Color}" fill-opacity="0.6"/>"""),
        _ => default,
    };
}

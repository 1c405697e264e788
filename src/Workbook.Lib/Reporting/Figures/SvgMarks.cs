namespace Workbook.Reporting;

/// <summary>Lines and markers, in pixels.</summary>
internal static class SvgMarks
{
    /// <summary>A line through points.</summary>
    public static Html Line(ScatterTrace trace, IEnumerable<(double X, double Y)> points)
    {
        var dashes = trace.Style.Dash switch
        {
            "dash" => "8 5",
            "dot" => "2 3",
            "dashdot" => "8 3 2 3",
            "longdash" => "14 6",
            _ => "none",
        };
        var path = string.Join(' ', points.Select(point => $"{FigureSvg.Number(point.X)},{FigureSvg.Number(point.Y)}"));
        return Html.Of($"""<polyline points="{path}" fill="none" stroke="{trace.Style.Color}" stroke-width="{FigureSvg.Number(trace.LineWidth)}" stroke-dasharray="{dashes}"/>""");
    }

    /// <summary>Markers around points; what they share is said once.</summary>
    public static Html Markers(ScatterTrace trace, params IEnumerable<(double X, double Y)> points)
    {
        var fill = trace.Style.Symbol.EndsWith("-open", StringComparison.Ordinal) ? "none" : trace.Style.Color;
        return Html.Of($"""
            <g fill="{fill}" stroke="{trace.Style.Color}" fill-opacity="{trace.MarkerOpacity}" stroke-opacity="{trace.MarkerOpacity}">{points.Select(point => Marker(trace, point.X, point.Y))}</g>
            """);
    }

    private static Html Marker(ScatterTrace trace, double x, double y)
    {
        var radius = trace.MarkerSize / 2;
        (double X, double Y)[] corners = trace.Style.Symbol.Replace("-open", "", StringComparison.Ordinal) switch
        {
            "diamond" => [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
            "square" => [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            "triangle-up" => [(0, -1.1), (1.1, 0.9), (-1.1, 0.9)],
            "x" => [(-1, -0.5), (-0.5, -1), (0, -0.5), (0.5, -1), (1, -0.5), (0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5), (-0.5, 1), (-1, 0.5), (-0.5, 0)],
            "line-ns" => [(0, -1.4), (0, 1.4)],
            _ => [],
        };
        return corners.Length == 0
            ? Html.Of($"""<circle cx="{FigureSvg.Number(x)}" cy="{FigureSvg.Number(y)}" r="{FigureSvg.Number(radius)}"/>""")
            : Html.Of($"""<polygon points="{string.Join(' ', corners.Select(corner => $"{FigureSvg.Number(x + radius * corner.X)},{FigureSvg.Number(y + radius * corner.Y)}"))}"/>""");
    }

    /// <summary>A whisker from one height to another.</summary>
    public static Html Whisker(double x, double from, double to, double reach, string color)
    {
        var (top, bottom, left, right) = (FigureSvg.Number(Math.Min(from, to)), FigureSvg.Number(Math.Max(from, to)), FigureSvg.Number(x - reach), FigureSvg.Number(x + reach));
        return Html.Of($"""<path d="M{left} {top}H{right}M{FigureSvg.Number(x)} {top}V{bottom}M{left} {bottom}H{right}" fill="none" stroke="{color}" stroke-width="1.5"/>""");
    }
}

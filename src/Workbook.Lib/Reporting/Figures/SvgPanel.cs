namespace Workbook.Reporting;

/// <summary>One panel of a still picture: bands, grid, series, axes.</summary>
internal static class SvgPanel
{
    /// <summary>The panel whose axes span a rectangle.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="traces">Its series.</param>
    /// <param name="left">Pixels to its left edge.</param>
    /// <param name="top">Pixels to its upper edge.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="watermarkSize">Font size of a watermark.</param>
    public static Html Write(FigurePanel panel, IReadOnlyList<IFigureTrace> traces, double left, double top, double width, double height, double watermarkSize)
    {
        if (panel.Picture is { } picture)
            height = Math.Min(height, width * picture.Height / picture.Width);
        if (panel.Picture is { } narrow)
            width = height * narrow.Width / narrow.Height;
        var x = new SvgAxis(panel.X, traces.SelectMany(Xs), width);
        var y = new SvgAxis(panel.Y, traces.SelectMany(Ys), height);
        double Y(double value) => height - y.At(value);

        var bands = panel.Bands.Select(band => Html.Of($"""
            <rect x="{FigureSvg.Number(x.At(band.From))}" width="{FigureSvg.Number(x.At(band.To) - x.At(band.From))}" height="{FigureSvg.Number(height)}" fill="{band.Color}"/>
            """));
        var grid = panel.Picture is not null ? [] : x.Ticks().Select(tick => Line(tick.At, 0, tick.At, height, "#e5e5e5"))
            .Concat(y.Ticks().Select(tick => Line(0, height - tick.At, width, height - tick.At, "#e5e5e5")));
        var zero = panel.Y.HasZeroLine ? [Line(0, Y(0), width, Y(0), "#888888")] : Array.Empty<Html>();
        var image = panel.Picture?.Png is { } png
            ? Html.Of($"""<image width="{FigureSvg.Number(width)}" height="{FigureSvg.Number(height)}" preserveAspectRatio="none" href="data:image/png;base64,{Html.Trusted(Convert.ToBase64String(png))}"/>""")
            : default;
        var series = traces.Select(trace => trace switch
        {
            ScatterTrace scatter => Scatter(scatter, x, y, Y),
            BarTrace bar => Bars(bar, x, Y),
            _ => default,
        });
        var watermark = panel.Watermark is { } word
            ? FigureSvg.Text(word, width / 2, height / 2, "middle", $" font-size=\"{watermarkSize}\" opacity=\"0.15\" transform=\"rotate(-20 {FigureSvg.Number(width / 2)} {FigureSvg.Number(height / 2)})\"")
            : default;
        var statement = panel.Statement is { } text ? FigureSvg.Text(text, width / 2, height / 2, "middle") : default;

        // The inner element cuts off what reaches beyond the axes.
        return Html.Of($"""
            <svg x="{FigureSvg.Number(left)}" y="{FigureSvg.Number(top)}" width="{FigureSvg.Number(width)}" height="{FigureSvg.Number(height)}">{bands}{grid}{zero}{image}{series}{statement}{watermark}</svg>
            <g transform="translate({FigureSvg.Number(left)} {FigureSvg.Number(top)})">
            {Labels(traces, x, Y)}{panel.Bands.Select(band => Heading(band.Text, x.At(panel.X.Middle(band.From, band.To))))}{(panel.Title is { } title ? Heading(title, width / 2) : default)}
            {(panel.Picture is null ? Axes(panel, x, y, width, height) : default)}
            </g>

            """);
    }

    private static Html Axes(FigurePanel panel, SvgAxis x, SvgAxis y, double width, double height) => Html.Of($"""
        <path d="M0 0V{FigureSvg.Number(height)}H{FigureSvg.Number(width)}" fill="none" stroke="#888888"/>
        {x.Ticks().Select(tick => FigureSvg.Text(tick.Label, tick.At, height + 16, "middle"))}{y.Ticks().Select(tick => FigureSvg.Text(tick.Label, -6, height - tick.At + 4, "end"))}
        {FigureSvg.Text(panel.X.Title, width / 2, height + 36, "middle", " font-size=\"13\"")}{FigureSvg.Text(panel.Y.Title, 0, 0, "middle", $" font-size=\"13\" transform=\"translate(-46 {FigureSvg.Number(height / 2)}) rotate(-90)\"")}
        """);

    private static Html Heading(string text, double x) => FigureSvg.Text(text, x, -6 - 17 * (text.Split('\n').Length - 1), "middle");

    private static Html Line(double fromX, double fromY, double toX, double toY, string color) =>
        Html.Of($"""<path d="M{FigureSvg.Number(fromX)} {FigureSvg.Number(fromY)}L{FigureSvg.Number(toX)} {FigureSvg.Number(toY)}" stroke="{color}"/>""");

    private static Html Scatter(ScatterTrace trace, SvgAxis x, SvgAxis y, Func<double, double> at)
    {
        var points = trace.X.Zip(trace.Y, (px, py) => py is { } value && x.Takes(px) && y.Takes(value) ? (X: x.At(px), Y: at(value)) : ((double X, double Y)?)null).ToArray();
        var whiskers = (trace.ErrorY ?? []).Index().Where(error => error.Item is > 0 && points[error.Index] is not null && trace.Y[error.Index] is not null)
            .Select(error => SvgMarks.Whisker(
                points[error.Index]!.Value.X, Clamped(trace.Y[error.Index]!.Value - error.Item!.Value), at(trace.Y[error.Index]!.Value + error.Item!.Value), 3, trace.Style.Color));
        return Html.Of($"""
            {(trace.HasLine ? Runs(points).Select(run => SvgMarks.Line(trace, trace.IsStep ? Steps(run) : run)) : [])}{whiskers}{(trace.HasMarkers ? SvgMarks.Markers(trace, points.OfType<(double X, double Y)>()) : default)}
            """);

        double Clamped(double value) => y.Takes(value) ? at(value) : at(trace.Y.OfType<double>().Where(y.Takes).Min());
    }

    private static Html Bars(BarTrace trace, SvgAxis x, Func<double, double> at)
    {
        var bars = trace.X.Zip(trace.Y, trace.ErrorY).Index().Where(bar => bar.Item.Second is not null)
            .Select(bar => (X: bar.Item.First, From: trace.Base?[bar.Index] ?? 0, To: (trace.Base?[bar.Index] ?? 0) + bar.Item.Second!.Value, Error: bar.Item.Third)).ToArray();
        return Html.Of($"""
            {bars.Select(bar => Html.Of(
                $"""<rect x="{FigureSvg.Number(x.At(bar.X - trace.Width / 2))}" y="{FigureSvg.Number(Math.Min(at(bar.From), at(bar.To)))}" width="{FigureSvg.Number(x.At(trace.Width) - x.At(0))}" height="{FigureSvg.Number(Math.Abs(at(bar.To) - at(bar.From)))}" fill="{trace.Color}" fill-opacity="0.6"/>"""))}{
            bars.Where(bar => bar.Error is > 0).Select(bar => SvgMarks.Whisker(x.At(bar.X), at(bar.To - bar.Error!.Value), at(bar.To + bar.Error!.Value), 3, "#222222"))}
            """);
    }

    private static IEnumerable<Html> Labels(IReadOnlyList<IFigureTrace> traces, SvgAxis x, Func<double, double> at) =>
        from trace in traces.OfType<ScatterTrace>().Where(trace => trace.Labels is not null)
        from point in trace.Labels!.Index()
        where trace.Y[point.Index] is not null
        select FigureSvg.Text(
            point.Item.Text, x.At(trace.X[point.Index]), at(trace.Y[point.Index]!.Value) - 3, point.Item.EndsThere ? "end" : "start",
            $" font-size=\"11\" style=\"fill: {trace.Style.Color}; stroke: #ffffff; stroke-width: 2px; paint-order: stroke\"");

    /// <summary>The runs of points between gaps.</summary>
    private static IEnumerable<List<(double X, double Y)>> Runs((double X, double Y)?[] points)
    {
        var run = new List<(double, double)>();
        foreach (var point in points.Append(null))
        {
            if (point is { } there)
            {
                run.Add(there);
            }
            else
            {
                if (run.Count > 1)
                    yield return run;
                run = [];
            }
        }
    }

    private static IEnumerable<(double X, double Y)> Steps(List<(double X, double Y)> run) =>
        run.Take(1).Concat(run.Zip(run.Skip(1)).SelectMany(pair => new[] { (pair.Second.X, pair.First.Y), pair.Second }));

    private static IEnumerable<double> Xs(IFigureTrace trace) => trace switch
    {
        ScatterTrace scatter => scatter.X,
        BarTrace bar => bar.X.SelectMany(middle => new[] { middle - bar.Width / 2, middle + bar.Width / 2 }),
        _ => [],
    };

    private static IEnumerable<double> Ys(IFigureTrace trace) => trace switch
    {
        ScatterTrace scatter => WithErrors(scatter.Y, scatter.ErrorY),
        BarTrace bar => WithErrors([.. bar.Y.Index().Select(y => y.Item + (bar.Base?[y.Index] ?? 0))], bar.ErrorY).Append(0),
        _ => [],
    };

    private static IEnumerable<double> WithErrors(IReadOnlyList<double?> values, IReadOnlyList<double?>? errors) =>
        values.SelectMany((value, i) => value is { } there ? new[] { there - (errors?[i] ?? 0), there + (errors?[i] ?? 0) } : []);
}

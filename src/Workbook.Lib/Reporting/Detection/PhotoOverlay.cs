using System.Globalization;
using System.Text;
using Workbook.Data.Images;
using Workbook.Ops.Masks;

namespace Workbook.Reporting.Detection;

/// <summary>A photo with objects drawn over it: boxes, masks and a line of text each. In plain text a list.</summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class PhotoOverlay : INotebookValue
{
    private const int Quality = 80;

    // Distinct also to most colour-blind readers (Okabe and Ito).
    private static readonly string[] Colours = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"];

    private readonly RgbImage _photo;
    private readonly IReadOnlyList<DrawnObject> _objects;

    /// <param name="caption">What is shown.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="objects">What is drawn over it, in this order.</param>
    public PhotoOverlay(string caption, RgbImage photo, IReadOnlyList<DrawnObject> objects)
    {
        (Caption, _photo, _objects) = (caption, photo, objects);
    }

    /// <summary>What is shown.</summary>
    public string Caption { get; }

    string INotebookValue.ToHtml() => ReportStyle.Fragment(Html.Of($"""
        <figure>
        <svg role="img" aria-label="{Caption}" viewBox="0 0 {_photo.Width} {_photo.Height}" style="max-width: 100%; width: 640px" xmlns="http://www.w3.org/2000/svg">
        <image width="{_photo.Width}" height="{_photo.Height}" href="data:image/jpeg;base64,{Convert.ToBase64String(JpegCodec.Encode(_photo, Quality, JpegSampling.Half))}"/>
        {_objects.Select(Draw)}</svg>
        <figcaption>{Caption}</figcaption>
        </figure>

        """)).ToString();

    string INotebookValue.ToText() => string.Join('\n', _objects.Select(item => string.Create(
        CultureInfo.InvariantCulture, $"{item.Text,-24} {item.Left,7:f1} {item.Top,7:f1} {item.Right,7:f1} {item.Bottom,7:f1}")).Prepend(Caption));

    private static Html Draw(DrawnObject item)
    {
        var colour = Colours[item.Colour % Colours.Length];
        var mask = item.Mask is { } runs ? Html.Of($"""<path d="{Columns(runs)}" fill="{colour}" fill-opacity="0.45"/>""") : Html.Text("");
        var text = item.Text.Length == 0 ? Html.Text("") : Html.Of($"""
            <text x="{Number(item.Left + 2)}" y="{Number(item.Top + 12)}" font-size="12" font-family="sans-serif" fill="#fff" stroke="#000" stroke-width="2.5" paint-order="stroke">{item.Text}</text>
            """);
        return Html.Of($"""
            {mask}<rect x="{Number(item.Left)}" y="{Number(item.Top)}" width="{Number(item.Right - item.Left)}" height="{Number(item.Bottom - item.Top)}" fill="none" stroke="{colour}" stroke-width="1.5"/>{text}

            """);
    }

    /// <summary>A mask as rectangles, one a run and column.</summary>
    private static string Columns(RunLengthMask mask)
    {
        var path = new StringBuilder();
        long at = 0;
        var isOne = false;
        foreach (var count in mask.ToCounts())
        {
            for (var from = at; isOne && from < at + count;)
            {
                var (x, y) = (from / mask.Height, from % mask.Height);
                var length = Math.Min(at + count - from, mask.Height - y);
                path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v{length}h-1z");
                from += length;
            }
            at += count;
            isOne = !isOne;
        }
        return path.ToString();
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

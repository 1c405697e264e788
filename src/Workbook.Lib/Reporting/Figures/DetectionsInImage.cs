using Workbook.Data.Images;
using Workbook.Reporting.Detection;
using Workbook.Results;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="DetectionFigures.DetectionsInImage"/>.</summary>
internal static class DetectionsInImage
{
    private const int MostLetters = 14; // of a name at a box; the pointer shows the rest
    private const double LabelHeight = 0.05; // of the image's, where it is shown 200 x 290 pixels large: the narrowest that a report makes it
    private const double LetterWidth = 0.03; // of the image's

    public static Figure Of(RowResults without, RowResults with, int example)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(example);
        RowResults[] rows = [without, with];
        const string subject = "Detections in a validation image";
        if (MissingRows.Statement(rows, row => row.Records.Any(HasExample), example == 0 ? "example images" : Invariant($"{example + 1} example images")) is { } missing)
            return Figure.WithoutData(subject, missing);
        if (Pair(without, with, example) is not var (first, second))
            return Figure.WithoutData(subject, $"The runs of {without.Row.Label} and of {with.Row.Label} show no image in common.");

        var profile = first.Record.Spec.Profile;
        ExampleImage[] shown = [Image(first), Image(second)];
        var picture = new FigurePicture(
            shown[0].Width, shown[0].Height, ExamplePicture.Of(first.Record.Spec, shown[0]) is { } pixels ? PngCodec.Encode(pixels) : null);
        return new Figure(
            FigureScope.Title(Invariant($"{subject} ({shown[0].ImageId}): {without.Row.Label}, and {with.Row.Label}"), profile, rows),
            "Detections that scored above 0.3. One is true where it overlaps an annotated object of its category, that no better detection took, by at least half. "
            + $"{Seed("On the left", first)}, {Seed("on the right", second)}."
            + (picture.Png is null ? "" : " The image is drawn anew by the program that drew the data set."),
            shown.SelectMany((image, panel) => Traces(image).Select(trace => trace with { Panel = panel, InLegend = trace.InLegend && panel == 0 })),
            new FigureLayout([.. shown.Zip(rows, Panel)]) { Height = 560 });

        bool HasExample(StoredRecord stored) => stored.Record.Examples.Count > example;

        FigurePanel Panel(ExampleImage image, RowResults row) => FigurePanel.Over(picture) with
        {
            Title = Invariant($"{FigureScope.Name(row)}\n{image.Detections.Count(box => box.IsTrue)} true, {image.Detections.Count(box => !box.IsTrue)} false"),
            Watermark = FigureScope.Watermark(profile, rows),
        };

        ExampleImage Image(StoredRecord stored) => stored.Record.Examples.First(image => image.ImageId == first.Record.Examples[example].ImageId);

        static string Seed(string side, StoredRecord stored) => Invariant($"{side} seed {stored.Record.Spec.Seed}");
    }

    // Of one seed where there is such a pair.
    private static (StoredRecord First, StoredRecord Second)? Pair(RowResults without, RowResults with, int example)
    {
        var pairs =
            from first in without.Records
            where first.Record.Examples.Count > example
            from second in with.Records
            where second.Record.Examples.Any(image => image.ImageId == first.Record.Examples[example].ImageId)
            orderby first.Record.Spec.Seed != second.Record.Spec.Seed, first.Record.Spec.Seed, second.Record.Spec.Seed
            select ((StoredRecord, StoredRecord)?)(first, second);
        return pairs.FirstOrDefault();
    }

    private static IEnumerable<ScatterTrace> Traces(ExampleImage image)
    {
        var labels = Labels(image);
        yield return Boxes("annotated", image.Objects, new SeriesStyle("#000000", "dot", "circle"), box => $"annotated: {box.Category}") with { LineWidth = 1 };
        foreach (var (name, isTrue, color, darker) in new[] { ("detected, false", false, "#d55e00", "#8a3d00"), ("detected, true", true, "#009e73", "#00523c") })
        {
            ExampleBox[] boxes = [.. image.Detections.Where(box => box.IsTrue == isTrue)];
            yield return Boxes(name, boxes, new SeriesStyle(color, "solid", "circle"), box => Invariant($"{name}: {box.Category} {box.Score:F2}"));
            BoxLabel[] shown = [.. labels.Where(label => label.Box.IsTrue == isTrue)];
            yield return new ScatterTrace
            {
                Name = name,
                Style = new SeriesStyle(darker, "solid", "circle"),
                X = [.. shown.Select(label => label.X)],
                Y = [.. shown.Select(label => (double?)label.Y)],
                Hover = [.. shown.Select(label => Invariant($"{name}: {label.Box.Category} {label.Box.Score:F2}"))],
                Labels = [.. shown.Select(label => (label.Text, label.EndsThere))],
                HasLine = false,
                HasMarkers = false,
                InLegend = false,
            };
        }
    }

    // From the highest score down, those that stand on no other; the pointer shows all.
    private static List<BoxLabel> Labels(ExampleImage image)
    {
        var labels = new List<BoxLabel>();
        foreach (var box in image.Detections.OrderByDescending(box => box.Score))
        {
            // A label that began at the left edge of such a box would leave the image.
            var endsThere = box.Box[0] > 0.6 * image.Width;
            var label = new BoxLabel(
                box, Invariant($"{Short(box.Category)} {box.Score:F2}"), endsThere, endsThere ? Math.Min(box.Box[0] + box.Box[2], image.Width) : box.Box[0],
                Math.Max(box.Box[1], LabelHeight * image.Height));
            if (!labels.Exists(other => label.IsOn(other, image)))
                labels.Add(label);
        }
        return labels;
    }

    // X is that of the text's left or right end, Y its lower edge.
    private sealed record BoxLabel(ExampleBox Box, string Text, bool EndsThere, double X, double Y)
    {
        public bool IsOn(BoxLabel other, ExampleImage image) =>
            Math.Abs(Y - other.Y) < LabelHeight * image.Height && Left(image) < other.Left(image) + other.Width(image) && other.Left(image) < Left(image) + Width(image);

        private double Left(ExampleImage image) => EndsThere ? X - Width(image) : X;

        private double Width(ExampleImage image) => Text.Length * LetterWidth * image.Width;
    }

    private static ScatterTrace Boxes(string name, IReadOnlyList<ExampleBox> boxes, SeriesStyle style, Func<ExampleBox, string> text)
    {
        var points = boxes.SelectMany(box => Outline(box.Box).Select(point => (point.X, point.Y, Text: text(box)))).ToArray();
        return new ScatterTrace
        {
            Name = name,
            Style = style,
            X = [.. points.Select(point => point.X)],
            Y = [.. points.Select(point => point.Y)],
            Hover = [.. points.Select(point => point.Text)],
            HasMarkers = false,
        };
    }

    private static string Short(string name) => name.Length <= MostLetters ? name : name[..(MostLetters - 1)] + "…";

    // Corners and the middles of edges, where the pointer finds the box, and a gap behind.
    private static IEnumerable<(double X, double? Y)> Outline(IReadOnlyList<double> box)
    {
        var (left, top, right, bottom) = (box[0], box[1], box[0] + box[2], box[1] + box[3]);
        var (x, y) = ((left + right) / 2, (top + bottom) / 2);
        return [(left, top), (x, top), (right, top), (right, y), (right, bottom), (x, bottom), (left, bottom), (left, y), (left, top), (left, null)];
    }
}

using System.Globalization;
using Newtonsoft.Json.Linq;
using Workbook.Experiments;
using Workbook.Results;
using Workbook.Tests.Results;
using Figure = Workbook.Reporting.Figure;

namespace Workbook.Tests.Reporting;

internal static class DetectionFigureSamples
{
    public static readonly TableRow SigmoidRow = DetectionSamples.Table5.Row("sigmoid");
    public static readonly TableRow EqlRow = DetectionSamples.Table5.Row("eql");

    public static (RowResults Sigmoid, RowResults Eql) Rows(CategoryResult[][] sigmoid, CategoryResult[][] eql)
    {
        var report = DetectionSamples.Report(
            DetectionSamples.Table5,
            [
                .. sigmoid.Select((categories, seed) => DetectionSamples.Record(SigmoidRow.Experiment!, seed) with { Categories = categories }),
                .. eql.Select((categories, seed) => DetectionSamples.Record(EqlRow.Experiment!, seed) with { Categories = categories }),
            ]);
        return (report.Row(SigmoidRow.Id), report.Row(EqlRow.Id));
    }

    public static (RowResults Without, RowResults With) Pair(ExampleImage without, ExampleImage with)
    {
        var report = DetectionSamples.Report(
            DetectionSamples.Table4,
            DetectionSamples.Table4.Rows.Zip([without, with], (row, image) => DetectionSamples.Record(row.Experiment!) with { Examples = [image] }));
        return (report.Rows[0], report.Rows[1]);
    }

    public static ExampleImage Example(ExampleBox[] objects, ExampleBox[] detections) => new(7, 6, 120, 100, objects, detections);

    public static ExampleBox Box(string category, double left, double top, double width, double height, double score = 1, bool isTrue = true) =>
        new(category, [left, top, width, height], score, isTrue);

    public static JToken[] Traces(Figure figure) => [.. figure.ToJson()["data"]!];

    public static string Points(JToken trace) => $"{string.Join(',', trace["x"]!.Select(Text))}: {string.Join(',', trace["y"]!.Select(Text))}";

    public static string Text(JToken number) => ((double?)number)?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static IEnumerable<(double, double)> Bands(Figure figure) =>
        figure.ToJson()["layout"]!["shapes"]!.Select(shape => ((double)shape["x0"]!, (double)shape["x1"]!));

    public static IEnumerable<string?> Notes(Figure figure) => figure.ToJson()["layout"]!["annotations"]!.Select(note => (string?)note["text"]);
}

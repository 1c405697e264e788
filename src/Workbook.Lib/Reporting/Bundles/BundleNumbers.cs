using Newtonsoft.Json.Linq;
using Workbook.Results;

namespace Workbook.Reporting.Bundles;

/// <summary>Holds the numbers of tables and report against records where another version of the workbook wrote the words around them.</summary>
internal static class BundleNumbers
{
    /// <summary>The numbers that differ.</summary>
    /// <param name="files">The bundle by name.</param>
    /// <param name="expected">Files as this version makes them from the records.</param>
    /// <param name="records">The records.</param>
    public static IEnumerable<string> Problems(IReadOnlyDictionary<string, BundleFile> files, IEnumerable<BundleFile> expected, IReadOnlyList<StoredRecord> records)
    {
        foreach (var file in expected)
            if (!files.TryGetValue(file.Name, out var got))
                yield return $"{file.Name} is missing";
            else if (file.Name == BundleContent.ReportFile)
                foreach (var problem in Report(got, records))
                    yield return problem;
            else if (file.Name.StartsWith(BundleContent.Tables, StringComparison.Ordinal) && file.Name.EndsWith(".json", StringComparison.Ordinal))
                foreach (var problem in Table(JObject.Parse(got.Text()), JObject.Parse(file.Text())))
                    yield return $"{file.Name}, {problem}";
    }

    // Each mean, deviation and interval, and each verdict.
    private static IEnumerable<string> Table(JObject got, JObject expected) =>
        FieldDifference.Between(Numbers(got), Numbers(expected)).Select(field => $"{field.Field}: got {field.Recorded}, expected {field.Now}");

    private static JObject Numbers(JObject table) => new(
        (table["rows"] as JArray ?? []).OfType<JObject>().Select(row => new JProperty($"row {row["id"]}", row["metrics"] ?? new JObject())).Cast<object>()
        .Concat((table["claims"] as JArray ?? []).OfType<JObject>().Select(claim => new JProperty($"claim {claim["id"]}", claim["verdict"]))));

    private static IEnumerable<string> Report(BundleFile report, IReadOnlyList<StoredRecord> records)
    {
        var byName = records.ToDictionary(stored => Path.GetFileName(stored.Path));
        foreach (var shown in ReportRecords.Read(report.Text()).Records)
            if (!byName.TryGetValue(shown.Path, out var stored))
                yield return $"{report.Name} shows {shown.Path}, which is not in the bundle";
            else if (!shown.Record.Metrics.OrderBy(metric => metric.Key).SequenceEqual(stored.Record.Metrics.OrderBy(metric => metric.Key)))
                yield return $"{report.Name}: the metrics of {shown.Path} are not those of its record";
    }
}

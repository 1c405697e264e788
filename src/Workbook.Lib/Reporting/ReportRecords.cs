using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>The runs of a report as data in its page, for programs: settings, metrics and machine, without curves and categories.</summary>
internal static partial class ReportRecords
{
    /// <summary>The element that holds them.</summary>
    public const string ElementId = "records";

    /// <summary>The data of a page.</summary>
    public static JObject Write(Profile profile, TrainingVersions trainingCode, IEnumerable<ReportedRun> runs) => new()
    {
        ["profile"] = profile.ToString().ToLowerInvariant(),
        ["trainingCode"] = $"{trainingCode}",
        ["runs"] = new JArray(runs.Select(run =>
        {
            var json = RecordJson.ToJson(Slim(run.Record));
            json.AddFirst(new JProperty("record", run.File));
            return json;
        })),
    };

    /// <summary>A record as a page has it.</summary>
    public static RunRecord Slim(RunRecord record) => record with { Curve = [], Accuracy = [], PerClass = [], Categories = [], Examples = [] };

    /// <summary>The runs of a page.</summary>
    /// <exception cref="InvalidDataException">It is no report of this workbook, or of a version before its runs were written with their settings.</exception>
    public static (Profile Profile, IReadOnlyList<StoredRecord> Records) Read(string html)
    {
        if (Element().Match(html) is not { Success: true } element)
            throw new InvalidDataException($"it has no element \"{ElementId}\": it is no report of the workbook");
        try
        {
            using var reader = new JsonTextReader(new StringReader(element.Groups["json"].Value)) { DateParseHandling = DateParseHandling.None };
            var json = JObject.Load(reader);
            var profile = Enum.Parse<Profile>((string?)json["profile"] ?? "", ignoreCase: true);
            return (profile, [.. (json["runs"] as JArray ?? []).OfType<JObject>().Select(run => ResultStore.Parse(
                new StringReader(run.ToString(Formatting.None)), (string?)run["record"] ?? throw new InvalidDataException("a run has no name"), profile))]);
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"its records cannot be read: {problem.Message}", problem);
        }
    }

    [GeneratedRegex("""<script type="application/json" id="records">(?<json>[^<]*)</script>""")]
    private static partial Regex Element();
}

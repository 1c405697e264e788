using Newtonsoft.Json.Linq;
using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>What the commands give to scripts: JSON texts, each one document ending in a line feed.</summary>
public static class JsonDocuments
{
    /// <summary>The declared tables with their rows, published numbers and experiments at the paper's scale.</summary>
    public static string Tables(IEnumerable<PaperTable> tables) => JsonLayout.Write(new JObject { ["tables"] = new JArray(tables.Select(Table)) });

    /// <summary>What became of the runs of a plan and of the notebooks, the tables, and the path of the report.</summary>
    public static string Runs(
        Profile profile, IEnumerable<CompletedRun> runs, IEnumerable<TableReport> reports, IEnumerable<ExecutedNotebook> notebooks, string page) =>
        JsonLayout.Write(new JObject
        {
            ["profile"] = profile.ToString().ToLowerInvariant(),
            ["runs"] = new JArray(runs.Select(Completed)),
            ["tables"] = new JArray(reports.Select(TableJson.Write)),
            ["notebooks"] = new JArray(notebooks.Select(RecordJson.ToJson)),
            ["report"] = page,
        });

    /// <summary>Why the runs of a plan would be trained or not.</summary>
    public static string Explanations(Profile profile, IEnumerable<RunExplanation> explanations, IEnumerable<string> problems) =>
        JsonLayout.Write(new JObject
        {
            ["profile"] = profile.ToString().ToLowerInvariant(),
            ["runs"] = new JArray(explanations.Select(Explanation)),
            ["problems"] = new JArray(problems),
        });

    private static JObject Table(PaperTable table) => new()
    {
        ["id"] = table.Id,
        ["title"] = table.Title,
        ["caption"] = table.Caption,
        ["source"] = table.Source,
        ["rows"] = new JArray(table.Rows.Select(row =>
        {
            var json = new JObject
            {
                ["id"] = row.Id,
                ["label"] = row.Label,
                ["published"] = new JObject(row.Published.Select(number => new JProperty(number.Key, number.Value.Value))),
            };
            Add(json, "copiedFrom", row.CopiedFrom);
            Add(json, "note", row.Note);
            Add(json, "experiment", row.Experiment is null ? null : RecordJson.ToJson(row.Experiment));
            return json;
        })),
        ["claims"] = new JArray(table.Claims.Select(RecordJson.ToJson)),
        ["notes"] = new JArray(table.Notes),
    };

    private static JObject Completed(CompletedRun run)
    {
        var json = Planned(run.Run, run.Outcome);
        Add(json, "detail", run.Detail);
        Add(json, "record", run.RecordPath);
        if (run.Record is { } record)
            json["metrics"] = new JObject(record.Metrics.Select(metric => new JProperty(metric.Key, metric.Value)));
        return json;
    }

    private static JObject Explanation(RunExplanation explanation)
    {
        var json = Planned(explanation.Run, explanation.State);
        Add(json, "record", explanation.Record?.Path);
        if (explanation.Differences.Count > 0)
            json["differences"] = new JArray(explanation.Differences.Select(RecordJson.ToJson));
        return json;
    }

    private static JObject Planned(PlannedRun run, Enum state) => new()
    {
        ["identity"] = run.Spec.Identity,
        ["experiment"] = run.Spec.Experiment.Slug,
        ["seed"] = run.Spec.Seed,
        ["rows"] = new JArray(run.Rows.Select(RecordJson.ToJson)),
        ["synthetic"] = run.Spec.Data.IsSynthetic,
        ["state"] = char.ToLowerInvariant(state.ToString()[0]) + state.ToString()[1..],
    };

    private static void Add(JObject json, string name, JToken? value)
    {
        if (value is not (null or JValue { Value: null }))
            json[name] = value;
    }
}

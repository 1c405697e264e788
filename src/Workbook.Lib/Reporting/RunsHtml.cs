using System.Globalization;
using Workbook.Data;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>Where the numbers come from: every recorded run of the tables, with the machines and data that the runs share listed once.</summary>
internal sealed class RunsHtml
{
    private const string Time = "yyyy-MM-dd HH:mm:ss";
    private readonly IReadOnlyList<ReportedRun> runs;
    private readonly TrainingVersions trainingCode;
    private readonly List<RunEnvironment> machines;
    private readonly List<DataSource> data;

    public RunsHtml(IReadOnlyList<ReportedRun> runs, TrainingVersions trainingCode)
    {
        this.runs = runs;
        this.trainingCode = trainingCode;
        machines = [.. runs.Select(run => run.Record.Environment).Distinct()];
        data = [.. runs.Select(run => run.Record.Spec.Data).DistinctBy(DataKey)];
    }

    /// <summary>The runs, machines and data.</summary>
    public Html Write() => runs.Count == 0 ? Html.Of($"<p>No run is recorded.</p>") : Html.Of($"""
        {HtmlTable.Write(
            "Runs",
            "runs",
            $"Every recorded run of these rows. Times are UTC, wall time is h:mm:ss of training and evaluation. This report was written by training code {trainingCode}.",
            ["Record and identity", "Rows", "Seed", "Status", "Wall time", "Started, ended", "Machine, data", "Training code"],
            runs.Select(Run))}
        <h3>Machines</h3>
        {machines.Select(Machine)}
        <h3>Data</h3>
        {data.Select(Data)}
        """);

    private Html Run(ReportedRun run)
    {
        var record = run.Record;
        var source = data.FindIndex(known => DataKey(known) == DataKey(record.Spec.Data));
        return Html.Of($"""
            <tr><th scope="row"><code>{run.File}</code><code class="hash">{record.Identity}</code></th>
            <td>{Rows(run)}</td>
            <td>{record.Spec.Seed}</td>
            <td>{Status(record)}<span class="minor">{record.Spec.Experiment.Iterations:N0} iterations</span></td>
            <td class="number">{Duration(record.WallSeconds)}</td>
            <td class="time">{Utc(record.Started)}<br>{Utc(record.Ended)}</td>
            <td>M{machines.IndexOf(record.Environment) + 1}, D{source + 1}{Synthetic(record.Spec.Data)}</td>
            <td>{Code(record)}</td></tr>

            """);
    }

    private static Html Rows(ReportedRun run) => Html.Of(
        $"{run.Rows.Select(row => Html.Of($"<code class=\"row\">{row.ToString()}</code>"))}{(run.IsShown ? "" : "not in the table")}");

    private static string Status(RunRecord record) =>
        record.Status.ToString().ToLowerInvariant() + (record.StatusDetail is { } detail ? $": {detail}" : "");

    private Html Code(RunRecord record) => record.Spec.TrainingCode == trainingCode.Of(record.Spec.Experiment)
        ? Html.Of($"<code>{record.Spec.TrainingCode}</code>")
        : Html.Of($"<code>{record.Spec.TrainingCode}</code> <span class=\"mark\">other code</span>");

    private Html Machine(RunEnvironment machine) => Facts($"M{machines.IndexOf(machine) + 1}", default,
    [
        ("Device", machine.Device),
        ("Processor", Invariant($"{machine.Processor}, {machine.Cores} logical processors available")),
        ("Threads of libtorch", Invariant($"{machine.Threads}")),
        ("libtorch", $"{machine.Libtorch}, provider {machine.Provider}"),
        ("BLAS", machine.Blas),
        (".NET", machine.DotNet),
        ("Operating system", machine.OperatingSystem),
    ]);

    private Html Data(DataSource source) => Facts(
        $"D{data.IndexOf(source) + 1}",
        Html.Of($"<p><strong>{source.Name}</strong> ({(source.IsSynthetic ? Synthetic(source) : Html.Of($"real"))}). {source.Description}</p>"),
        source.Sha256.Select(hash => ($"SHA-256 of {hash.Key}", hash.Value)));

    private static Html Facts(string name, Html opening, IEnumerable<(string Name, string Value)> facts) => Html.Of($"""
        <h4 id="{name}">{name}</h4>{opening}
        <dl>{facts.Select(fact => Html.Of($"<dt>{fact.Name}</dt><dd>{fact.Value}</dd>"))}</dl>

        """);

    private static Html Synthetic(DataSource source) => source.IsSynthetic ? Html.Of($" <strong class=\"synthetic\">SYNTHETIC</strong>") : default;

    private static string DataKey(DataSource source) =>
        string.Join('\n', [source.Name, source.Description, .. source.Sha256.Select(hash => $"{hash.Key} {hash.Value}")]);

    private static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Round(seconds));
        return Invariant($"{(int)time.TotalHours}:{time:mm\\:ss}");
    }

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

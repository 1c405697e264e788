using System.Globalization;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>Where the numbers come from: every recorded run of the tables, with the machines that the runs share listed once.</summary>
internal sealed class RunsHtml
{
    private const string Time = "yyyy-MM-dd HH:mm:ss";
    private readonly IReadOnlyList<ReportedRun> runs;
    private readonly TrainingVersions trainingCode;
    private readonly DataHtml data;
    private readonly List<RunEnvironment> machines;

    public RunsHtml(IReadOnlyList<ReportedRun> runs, TrainingVersions trainingCode, DataHtml data)
    {
        (this.runs, this.trainingCode, this.data) = (runs, trainingCode, data);
        machines = [.. runs.Select(run => run.Record.Environment).Distinct()];
    }

    /// <summary>The runs and machines.</summary>
    public Html Write() => runs.Count == 0 ? Html.Of($"<p>No run is recorded.</p>") : Html.Of($"""
        {HtmlTable.Write(
            "Runs",
            "runs",
            $"Every recorded run of these rows. Times are UTC, wall time is h:mm:ss of training and evaluation. This report was written by training code {trainingCode}.",
            ["Record and identity", "Rows", "Seed", "Status", "Wall time", "Started, ended", "Machine, data", "Training code"],
            runs.Select(Run))}
        <h3>Machines</h3>
        {machines.Select(Machine)}
        """);

    private Html Run(ReportedRun run)
    {
        var record = run.Record;
        return Html.Of($"""
            <tr><th scope="row"><code>{run.File}</code><code class="hash">{record.Identity}</code></th>
            <td>{Rows(run)}</td>
            <td>{record.Spec.Seed}</td>
            <td>{Status(record)}<span class="minor">{record.Spec.Experiment.Iterations:N0} iterations</span></td>
            <td class="number">{Duration(record.WallSeconds)}</td>
            <td class="time">{Utc(record.Started)}<br>{Utc(record.Ended)}</td>
            <td><a href="#{Name(record.Environment)}">{Name(record.Environment)}</a>, {data.Link(record.Spec.Data)}{Weights(record)}</td>
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

    private static Html Weights(RunRecord record) => record.StartedFrom is { } weights
        ? Html.Of($"<span class=\"minor\">started from weights <code class=\"hash\">{weights}</code></span>")
        : default;

    private Html Machine(RunEnvironment machine) => Html.Of($"""
        <h4 id="{Name(machine)}">{Name(machine)}</h4>
        {HtmlFacts.Write(
        [
            ("Device", machine.Device),
            ("Processor", Invariant($"{machine.Processor}, {machine.Cores} logical processors available")),
            ("Threads of libtorch", Invariant($"{machine.Threads}")),
            ("libtorch", $"{machine.Libtorch}, provider {machine.Provider}"),
            ("BLAS", machine.Blas),
            (".NET", machine.DotNet),
            ("Operating system", machine.OperatingSystem),
        ])}
        """);

    private string Name(RunEnvironment machine) => Invariant($"M{machines.IndexOf(machine) + 1}");

    private static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Round(seconds));
        return Invariant($"{(int)time.TotalHours}:{time:mm\\:ss}");
    }

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

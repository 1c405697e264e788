using System.Globalization;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>How to make the numbers again: what the machine needs, and with each table its commands.</summary>
internal static class RerunHtml
{
    /// <summary>What the commands of these tables need.</summary>
    public static Html Write(IReadOnlyList<TableReport> tables)
    {
        var records = tables.SelectMany(Records).ToArray();
        var used = string.Join("; ", records.Select(record => record.Environment)
            .Select(machine => $"libtorch {machine.Libtorch} ({machine.Device}) with {machine.Blas}").Distinct());
        return Html.Of($"""
            <p>Each table has its commands: {tables.Index().Select(table => Html.Of($"{(table.Index > 0 ? ", " : "")}<a href=\"#{table.Item.Table.Id}-rerun\">{table.Item.Table.Number}</a>"))}.
            They run in a checkout of the workbook, with the .NET 10 SDK; the first command installs what else is missing and builds.
            {(used.Length == 0 ? "" : $"The runs used {used}.")}
            Seeds, device and data are part of a run's identity; another libtorch, processor or number of threads may change the last digits.</p>
            {Data(tables)}
            """);
    }

    /// <summary>The commands for the seeds, device, threads and data that the records of a table have.</summary>
    public static Html Commands(TableReport table)
    {
        var records = Records(table).ToArray();
        var row = table.Rows.LastOrDefault(row => row.Records.Count > 0) ?? table.Rows.LastOrDefault(row => row.Row.Experiment is not null);
        var profile = table.Profile.ToString().ToLowerInvariant();
        var threads = records.Select(record => record.Environment.Threads).Distinct().ToArray();
        var run = (threads.Length == 1 ? Invariant($"OMP_NUM_THREADS={threads[0]} ") : "") + "./workbook run";
        var options = Invariant($"--profile {profile} --seeds {records.Select(record => record.Spec.Seed + 1).Append(1).Max()}")
            + (records.Any(record => record.Spec.Device != "cpu") ? $" --device {records.First(record => record.Spec.Device != "cpu").Spec.Device}" : "")
            + (records.Length > 0 && records.All(record => record.Spec.Data.IsSynthetic) || IsDetection(table) && table.Profile != Profile.Paper ? "" : " --data FOLDER");
        return Html.Of($"""
            <h3 id="{table.Table.Id}-rerun">Run {table.Table.Number} again</h3>
            <pre tabindex="0" role="region" aria-label="Commands for {table.Table.Number}"><code># the table, with the seeds shown
            {run} {table.Table.Id} {options}
            # one row; ./workbook tables {table.Table.Id} lists their names
            {run} {table.Table.Id} --row {row?.Row.Id} {options}
            # why each run would be trained or reused
            ./workbook explain {table.Table.Id} {options}
            # this report from the records that are there
            ./workbook report {table.Table.Id} --profile {profile}</code></pre>

            """);
    }

    private static Html Data(IReadOnlyList<TableReport> tables) => Html.Of($"""
        {(tables.Any(table => !IsDetection(table)) ? Html.Of($"""
            <p><code>FOLDER</code> holds CIFAR-100 (<code>cifar-100-binary.tar.gz</code> or its content). Without <code>--data</code>, and with nothing in
            <code>WORKBOOK_DATA</code> or <code>./data</code>, the images are synthetic.</p>
            """) : default)}
        {(tables.Any(IsDetection) ? Html.Of($"""
            <p>At profiles smoke and mini, detectors are trained on a synthetic set, drawn where it is not there; at paper, <code>FOLDER</code> holds LVIS v0.5.</p>
            """) : default)}
        """);

    private static bool IsDetection(TableReport table) => table.Table.Rows.Any(row => row.Experiment is { IsDetection: true });

    private static IEnumerable<RunRecord> Records(TableReport table) => table.Rows.SelectMany(row => row.Records).Select(stored => stored.Record);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

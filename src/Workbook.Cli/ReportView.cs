using Spectre.Console;
using Workbook.Results;

namespace Workbook.Cli;

/// <summary>A table report on the terminal.</summary>
internal static class ReportView
{
    public static void Write(IAnsiConsole console, TableReport report)
    {
        console.Write(new Text(report.Table.Title + "\n", new Style(decoration: Decoration.Bold)));
        console.Write(new Text(report.Scale + "\n"));
        var columns = Columns(report).Where(column => report.Rows.Any(row => column.Text(row).Length > 0)).ToArray();
        var grid = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            grid.AddColumn(new TableColumn(new Text(column.Header)) { Alignment = column.IsNumber ? Justify.Right : Justify.Left, NoWrap = true });
        foreach (var row in report.Rows)
            grid.AddRow(columns.Select(column => new Text(column.Text(row), column.IsMeasured && row.IsSynthetic ? new Style(Color.Yellow) : Style.Plain)));
        console.Write(grid);
        Write(console, report.Claims);
        foreach (var hint in report.Hints)
            console.Write(new Text($"- {hint.Text}\n", hint.Severity == HintSeverity.Warning ? new Style(Color.Yellow) : Style.Plain));
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<ClaimResult> claims)
    {
        if (claims.Count == 0)
            return;
        console.Write(new Text("Claims of the paper\n", new Style(decoration: Decoration.Bold)));
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var claim in claims)
        {
            grid.AddRow(new Text(VerdictText.Of(claim.Verdict), ColourOf(claim.Verdict)), new Text($"{claim.Claim.Statement} ({claim.Claim.Source})"));
            grid.AddRow(Text.Empty, new Text(claim.Deciding.Summary, claim.Deciding.IsSynthetic ? new Style(Color.Yellow) : Style.Plain));
            grid.AddRow(Text.Empty, new Text(claim.Reason));
        }
        console.Write(grid);
        console.WriteLine();
    }

    private static Style ColourOf(Verdict verdict) => new(verdict switch
    {
        Verdict.Reproduced => Color.Green,
        Verdict.NotReproduced => Color.Red,
        Verdict.Inconclusive => Color.Yellow,
        _ => Color.Grey,
    });

    // A column that is empty in every row is left out.
    private static IEnumerable<Column> Columns(TableReport report)
    {
        yield return new Column("Row", row => row.Row.Label);
        for (var i = 0; i < report.Table.Metrics.Count; i++)
        {
            var metric = i;
            yield return new Column($"{report.Table.Metrics[i].Header}\npublished", row => row.Metrics[metric].Published?.Text ?? "", IsNumber: true);
            yield return new Column("\nhere", row => row.Metrics[metric].MeasuredText, IsNumber: true, IsMeasured: true);
            yield return new Column("\ndifference", row => row.Metrics[metric].DifferenceText, IsNumber: true);
        }
        yield return new Column("Seeds", row => string.Join(", ", row.Records.Select(stored => stored.Record.Spec.Seed)));
        yield return new Column("Data", row => row.IsSynthetic ? "SYNTHETIC" : row.Spec?.Data.Name ?? "", IsMeasured: true);
        yield return new Column("Code", row => row.IsOtherCode ? "other code" : "");
    }

    private sealed record Column(string Header, Func<RowResults, string> Text, bool IsNumber = false, bool IsMeasured = false);
}

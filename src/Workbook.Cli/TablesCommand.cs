using System.CommandLine;
using Spectre.Console;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Cli;

/// <summary><c>workbook tables</c>: the declared tables and their rows.</summary>
internal static class TablesCommand
{
    public static Command Create(CliHost host)
    {
        var tables = Options.Tables();
        var json = Options.Json();
        var command = new Command("tables", "List the tables and the names of their rows") { tables, json };
        command.SetAction(result =>
        {
            var chosen = Options.Chosen(result, tables);
            if (result.GetValue(json))
                host.Output.Write(JsonDocuments.Tables(chosen));
            else
                Write(host.Console(), chosen);
            return CommandLine.Success;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, PaperTable[] tables)
    {
        foreach (var table in tables)
        {
            console.Write(new Text($"{table.Id}  {table.Title}\n", new Style(decoration: Decoration.Bold)));
            console.Write(new Text(table.Caption + "\n"));
            var grid = new Table().Border(TableBorder.Simple).AddColumns("Row", "Name in the table");
            foreach (var metric in table.Metrics)
                grid.AddColumn(new TableColumn(new Text($"Published {metric.Header}")).RightAligned());
            foreach (var row in table.Rows)
                grid.AddRow([new Text(row.Id), new Text(row.Label), .. table.Metrics.Select(metric => new Text(row.Published.GetValueOrDefault(metric.Id)?.Text ?? ""))]);
            console.Write(grid);
            foreach (var claim in table.Claims)
                console.Write(new Text($"- {claim.Statement} ({claim.Source})\n"));
        }
    }
}

using System.CommandLine;
using Spectre.Console;
using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Results;
using Profile = Workbook.Experiments.Profile;

namespace Workbook.Cli;

/// <summary><c>workbook run</c>: trains what tables lack and writes them.</summary>
internal static class RunCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command(
            "run",
            "Train the runs that tables need and that are not recorded yet, each once, and write the tables, their notebooks and the report. Ctrl-C stops after the "
            + "current step; the same command continues.");
        var options = new PlanOptions(command);
        var resume = new Option<bool>("--resume")
        {
            Description = "Continue stopped runs from their checkpoints; \"--resume false\" starts them over. Finished runs are reused either way",
            HelpName = "true|false",
            DefaultValueFactory = _ => true,
        };
        var json = Options.Json();
        command.Add(resume);
        command.Add(json);
        command.SetAction(result =>
        {
            var (runner, plan) = options.Plan(result, host);
            return Execute(host, runner, plan, options.Tables(result), options.Profile(result), result.GetValue(resume), result.GetValue(json));
        });
        return command;
    }

    private static int Execute(CliHost host, TableRunner runner, IReadOnlyList<PlannedRun> plan, PaperTable[] tables, Profile profile, bool resume, bool json)
    {
        var messages = json ? host.Error : host.Output;
        messages.WriteLine(RunText.Plan(plan, profile));
        foreach (var notice in RunText.SyntheticData(plan))
            messages.WriteLine(notice);

        var runs = host.IsTerminal && !json
            ? TerminalProgress.Follow(host.Console(), plan.Count, observer => runner.Run(plan, resume, observer, host.Stop))
            : runner.Run(plan, resume, new PlainProgress(messages, plan.Count, host.Time), host.Stop);

        var content = host.Store.Load(profile);
        var reports = tables.Select(table => TableReport.Build(table, profile, content, TrainingCode.Versions)).ToArray();
        var files = reports.SelectMany(report => report.Files(host.Store)).ToArray();
        foreach (var file in files)
            file.Write();
        var page = Report.DefaultPath(host.Store, profile);
        Report.Build(PaperTables.All, profile, content, TrainingCode.Versions).Save(page);
        var notebooks = host.Stop.IsCancellationRequested ? [] : TableNotebooks.Execute(host, tables, profile, messages);
        if (json)
            host.Output.Write(JsonDocuments.Runs(profile, runs, reports, notebooks, page));
        else
            Write(host.Console(), reports, [.. files.Select(file => file.Path), .. notebooks.Select(notebook => notebook.Path).OfType<string>(), page]);

        foreach (var run in runs.Where(run => !run.Succeeded && run.Outcome != RunOutcome.NotStarted))
            host.Error.WriteLine($"workbook: {RunText.Ended(run)}");
        if (runs.Any(run => run.Outcome is RunOutcome.Interrupted or RunOutcome.NotStarted))
            host.Error.WriteLine("workbook: stopped on request; the same command continues where it stopped.");
        foreach (var notebook in notebooks.Where(notebook => notebook.Error is not null))
            host.Error.WriteLine($"workbook: notebook {notebook.Name}: {notebook.Error}");
        return runs.All(run => run.Succeeded) && notebooks.All(notebook => notebook.Error is null) ? CommandLine.Success : CommandLine.Failure;
    }

    private static void Write(IAnsiConsole console, TableReport[] reports, string[] files)
    {
        foreach (var report in reports)
        {
            console.WriteLine();
            ReportView.Write(console, report);
        }
        console.WriteLine();
        foreach (var file in files)
            console.WriteLine(file);
    }
}

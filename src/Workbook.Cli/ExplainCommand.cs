using System.CommandLine;
using Spectre.Console;
using Workbook.Results;

namespace Workbook.Cli;

/// <summary><c>workbook explain</c>: what <c>run</c> would do, and why; trains nothing.</summary>
internal static class ExplainCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("explain", "Say for each row and seed whether \"run\" would reuse or train it, and why");
        var options = new PlanOptions(command);
        var json = Options.Json();
        command.Add(json);
        command.SetAction(result =>
        {
            var scale = options.Profile(result);
            var (_, plan) = options.Plan(result, host);
            var content = host.Store.Load(scale);
            var explanations = plan.Select(run => RunExplanation.Of(run, content)).ToArray();
            if (result.GetValue(json))
                host.Output.Write(JsonDocuments.Explanations(scale, explanations, content.Problems));
            else
                Write(host.Console(), explanations, content.Problems);
            return CommandLine.Success;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, RunExplanation[] explanations, IReadOnlyList<string> problems)
    {
        foreach (var explanation in explanations)
        {
            foreach (var row in explanation.Run.Rows)
                console.Write(new Text($"{row}, seed {explanation.Run.Spec.Seed}: {State(explanation)}\n"));
            foreach (var field in explanation.Differences)
                console.Write(new Text($"    {field.Field}: recorded {field.Recorded}, now {field.Now}\n"));
        }
        foreach (var problem in problems)
            console.Write(new Text(problem + "\n", new Style(Color.Red)));
    }

    private static string State(RunExplanation explanation) => explanation.State switch
    {
        RunState.Reused => $"reused, {explanation.Record!.Path}",
        RunState.Continued => $"would continue ({explanation.Record!.Record.StatusDetail})",
        RunState.Changed => $"would train; the nearest record, {explanation.Record!.Path}, differs in",
        _ => "would train, never run",
    };
}

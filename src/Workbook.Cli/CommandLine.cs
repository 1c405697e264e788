using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Workbook.Experiments;

namespace Workbook.Cli;

/// <summary>The command line: parsing, errors and exit codes.</summary>
internal static class CommandLine
{
    /// <summary>Everything that was asked for is there.</summary>
    public const int Success = 0;

    /// <summary>Something failed, was stopped, or diverged.</summary>
    public const int Failure = 1;

    /// <summary>The command was not understood.</summary>
    public const int Usage = 2;

    /// <summary>Runs one command and returns the exit code.</summary>
    public static int Run(string[] args, CliHost host)
    {
        var result = Create(host, args.Length > 0 ? args[0] : "").Parse(args);
        if (result.Errors.Count > 0 && result.Action is not HelpAction)
            return Report(result, host);
        try
        {
            return result.Invoke(new InvocationConfiguration
            {
                Output = host.Output,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UnknownNameException problem)
        {
            host.Error.WriteLine($"workbook: {problem.Message}");
            return Usage;
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or DllNotFoundException or UnauthorizedAccessException)
        {
            host.Error.WriteLine($"workbook: {problem.Message}");
            return Failure;
        }
        catch (Exception problem)
        {
            host.Error.WriteLine($"workbook: {problem}");
            return Failure;
        }
    }

    // Of the command that is named only its own options are made: those of the others take longer than a small evaluation.
    private static RootCommand Create(CliHost host, string name)
    {
        var commands = new Dictionary<string, Func<Command>>
        {
            ["run"] = () => RunCommand.Create(host),
            ["show"] = () => ShowCommand.Create(host),
            ["report"] = () => ReportCommand.Create(host),
            ["share"] = () => ShareCommand.Create(host),
            ["diff"] = () => DiffCommand.Create(host),
            ["verify"] = () => VerifyCommand.Create(host),
            ["docs"] = () => DocsCommand.Create(host),
            ["explain"] = () => ExplainCommand.Create(host),
            ["plan"] = () => PlanCommand.Create(host),
            ["tables"] = () => TablesCommand.Create(host),
            ["notebook"] = () => NotebookCommand.Create(host),
            ["kernel"] = () => KernelCommand.Create(host),
            ["data"] = () => DataCommand.Create(host),
            ["evaluate"] = () => EvaluateCommand.Create(host),
            ["submit"] = () => SubmitCommand.Create(host),
            ["train"] = () => TrainCommand.Create(host),
            ["profile"] = () => ProfileCommand.Create(host),
            ["weights"] = () => WeightsCommand.Create(host),
            ["doctor"] = DoctorCommand.Create,
        };
        var root = new RootCommand(
            """
            Reproduction workbook of "Equalization Loss for Long-Tailed Object Recognition".

            Exit codes: 0 all that was asked for is there; 1 something failed, diverged or was stopped; 2 the command was not understood.
            """);
        foreach (var create in commands.TryGetValue(name, out var named) ? [named] : commands.Values.ToArray())
            root.Add(create());
        root.SetAction(result => new HelpAction().Invoke(result));
        return root;
    }

    private static int Report(ParseResult result, CliHost host)
    {
        // A mistyped option is first taken for a table, where the command has such an argument.
        var unmatched = result.Tokens.FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))?.Value
            ?? (result.UnmatchedTokens.Count > 0 ? result.UnmatchedTokens[0] : null);
        var messages = unmatched is not null
            ? [Unmatched(unmatched, result.CommandResult.Command)]
            : result.Errors.Select(error => error.Message).Distinct();
        foreach (var message in messages)
            host.Error.WriteLine($"workbook: {message}");
        host.Error.WriteLine($"See: workbook {Path(result.CommandResult)}--help");
        return Usage;
    }

    /// <summary>The command with those above it: <c>notebook run </c>.</summary>
    private static string Path(CommandResult result) => result.Command is RootCommand ? "" : Path((CommandResult)result.Parent!) + result.Command.Name + " ";

    private static string Unmatched(string token, Command command)
    {
        var option = token.StartsWith('-');
        var known = option
            ? command.Options.SelectMany(known => known.Aliases.Append(known.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal))
            : command.Subcommands.Select(known => known.Name);
        return new UnknownNameException(option ? "option" : "command", token, known.Append(option ? "--help" : "").Where(name => name.Length > 0)).Message;
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Workbook.Experiments;
using Workbook.Kernel;

namespace Workbook.Cli;

/// <summary><c>workbook notebook run</c>: runs a notebook without a browser.</summary>
internal static class NotebookCommand
{
    public static Command Create(CliHost host) => new("notebook", "Run notebooks of C#") { CreateRun(host) };

    private static Command CreateRun(CliHost host)
    {
        var file = new Argument<string>("file") { Description = "Notebook (.ipynb); it stays as it is" };
        var parameters = new Option<Dictionary<string, string>>("--parameter", "-p")
        {
            Description = "Value of a variable that the cell tagged \"parameters\" declares; may be repeated",
            HelpName = "NAME=VALUE",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
            CustomParser = Parameters,
        };
        var outputs = new Option<string[]>("--output")
        {
            Description = "File to write: .ipynb, the executed notebook, or .html, a page of it; may be repeated [default: NAME.executed.ipynb beside the notebook]",
            HelpName = "FILE",
            DefaultValueFactory = _ => [],
        };
        outputs.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => Path.GetExtension(token.Value).ToLowerInvariant() is not (".ipynb" or ".html")))
                result.AddError($"--output {token.Value}: expected a name that ends in .ipynb (the executed notebook) or .html (a page of it).");
        });
        var timeout = new Option<double?>("--timeout")
        {
            Description = "Seconds that one cell may run; it is interrupted then, and ended 5 seconds later if it goes on [default: no limit]",
            HelpName = "S",
            CustomParser = Seconds,
        };
        var command = new Command(
            "run",
            "Run the cells of a notebook in order, in its folder and in a process of their own, until one fails; show what they put out, and write it to a file. "
            + "Ctrl-C interrupts the cell that is running. Exit code 0: all cells passed.")
        {
            file, parameters, outputs, timeout,
        };
        command.SetAction(result =>
        {
            var limit = result.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            return Run(host, result.GetRequiredValue(file), result.GetRequiredValue(outputs), result.GetRequiredValue(parameters), limit);
        });
        return command;
    }

    private static int Run(CliHost host, string file, string[] outputs, Dictionary<string, string> parameters, TimeSpan? timeout)
    {
        try
        {
            var result = NotebookRunner.Run(file, outputs, parameters, timeout, new NotebookLog(host.Output, host.Error), host.Stop);
            foreach (var written in result.Files)
                host.Output.WriteLine(written);
            if (result.Error is { } error)
                host.Error.WriteLine($"workbook: {file}: {error}");
            return result.Passed ? CommandLine.Success : CommandLine.Failure;
        }
        catch (NotebookParameterException problem) when (problem.Unknown is { } name && problem.Known.Count > 0)
        {
            throw new UnknownNameException($"parameter of {file}", name, problem.Known);
        }
        catch (NotebookParameterException problem)
        {
            host.Error.WriteLine($"workbook: {problem.Message}");
            return CommandLine.Usage;
        }
    }

    private static Dictionary<string, string> Parameters(ArgumentResult result)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                result.AddError($"-p {text}: expected NAME=VALUE.");
            else if (!values.TryAdd(text[..equals], text[(equals + 1)..]))
                result.AddError($"-p {text}: {text[..equals]} is set twice.");
        }
        return values;
    }

    private static double? Seconds(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        // 24 days, the most that a timer takes.
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 2_000_000)
            return seconds;
        result.AddError($"--timeout {text}: expected a number of seconds above 0 and at most 2000000.");
        return null;
    }
}

using System.CommandLine;
using Workbook.Data.ImageNet;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Cli;

/// <summary>The options that say which runs are meant: those of <c>run</c>, and of <c>explain</c>, which says what <c>run</c> would do.</summary>
internal sealed class PlanOptions
{
    private readonly Argument<PaperTable[]> tables = Options.Tables();
    private readonly Option<Profile?> profile = Options.Profile();
    private readonly Option<int> seeds = Options.Seeds();
    private readonly Option<string[]> rows = Options.Rows();
    private readonly Option<string> device = Options.Device();
    private readonly Option<string?> data = Options.Data();
    private readonly Option<string> faultyImages = Options.FaultyImages();

    /// <summary>Adds them to a command.</summary>
    public PlanOptions(Command command)
    {
        command.Add(tables);
        foreach (var option in new Option[] { profile, seeds, rows, device, data, faultyImages })
            command.Add(option);
    }

    /// <summary>The tables named; all where none is.</summary>
    public PaperTable[] Tables(ParseResult result) => Options.Chosen(result, tables);

    /// <summary>The profile named; mini where none is.</summary>
    public Profile Profile(ParseResult result) => Options.Chosen(result, profile);

    // Each is named once, when it is found.
    private FaultyImages Faults(ParseResult result, CliHost host) => new(areSkipped: result.GetRequiredValue(faultyImages) == Options.Skip)
    {
        OnFound = fault => host.Error.WriteLine($"workbook: left out: {fault}"),
    };

    /// <summary>The runs meant, and what carries them out.</summary>
    public (TableRunner Runner, IReadOnlyList<PlannedRun> Plan) Plan(ParseResult result, CliHost host)
    {
        var where = result.GetRequiredValue(device);
        var runner = new TableRunner(host.Store, host.Executor(where, Faults(result, host)), where, result.GetValue(data));
        return (runner, runner.Plan(Tables(result), Profile(result), result.GetValue(seeds), result.GetRequiredValue(rows)));
    }
}

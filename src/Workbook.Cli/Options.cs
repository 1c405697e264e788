using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Workbook.Experiments;

namespace Workbook.Cli;

/// <summary>The arguments and options that commands share.</summary>
internal static class Options
{
    public static Argument<PaperTable[]> Tables() => new("tables")
    {
        Description = $"Tables ({string.Join(", ", PaperTables.All.Select(table => table.Id))}); all where none is named",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => Checked(result, () => PaperTables.Named(token.Value))!)],
    };

    public static Argument<PaperTable> Table() => new("table")
    {
        Description = $"Table ({string.Join(", ", PaperTables.All.Select(table => table.Id))})",
        CustomParser = result => Checked(result, () => PaperTables.Named(result.Tokens[0].Value)),
    };

    /// <summary>The tables named; all where none is.</summary>
    public static PaperTable[] Chosen(ParseResult result, Argument<PaperTable[]> tables) =>
        result.GetValue(tables) is { Length: > 0 } named ? [.. named.Distinct()] : [.. PaperTables.All];

    public static Option<Profile?> Profile() => new("--profile")
    {
        Description = "Scale: smoke (seconds a run), mini (minutes a run on two cores) or paper (the paper's own, for a GPU) [default: mini]",
        HelpName = "smoke|mini|paper",
        CustomParser = result => Choice(result, "profile", Enum.GetValues<Profile>()),
    };

    /// <summary>The profile named; mini where none is.</summary>
    public static Profile Chosen(ParseResult result, Option<Profile?> profile) => result.GetValue(profile) ?? Experiments.Profile.Mini;

    public static Option<int> Seeds() => new("--seeds")
    {
        Description = "Seeds a row: 3 means seeds 0, 1 and 2",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seeds) && seeds >= 1)
                return seeds;
            result.AddError($"--seeds {result.Tokens[0].Value}: expected a number of at least 1.");
            return 1;
        },
    };

    public static Option<string[]> Rows() => new("--row")
    {
        Description = "Only this row; may be repeated. \"workbook tables TABLE\" lists the names",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    };

    public static Option<string> Device()
    {
        var device = Choice("--device", "device", ["cpu", "cuda"], "Where to train. Runs on other devices are other runs");
        device.DefaultValueFactory = _ => "cpu";
        return device;
    }

    /// <summary>The value of <see cref="FaultyImages"/> with which they are left out.</summary>
    public const string Skip = "skip";

    public static Option<string> FaultyImages()
    {
        var option = Choice(
            "--faulty-images", "handling of faulty images", ["fatal", Skip],
            "ImageNet-LT: what becomes of image files that are missing or damaged. fatal: the first ends the run. skip: each is named, counted in the record and left out; in training the next of "
            + "its class stands in");
        option.DefaultValueFactory = _ => "fatal";
        return option;
    }

    /// <summary>An option that takes one of some names.</summary>
    /// <param name="option">With its dashes.</param>
    /// <param name="what">What the names are, for messages.</param>
    /// <param name="names">All of them.</param>
    /// <param name="description">For the help.</param>
    public static Option<string> Choice(string option, string what, string[] names, string description) => new(option)
    {
        Description = description,
        HelpName = string.Join('|', names),
        CustomParser = result => Checked(result, () => UnknownNameException.Require(what, result.Tokens[0].Value, names)),
    };

    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder that holds the data sets. Without it: WORKBOOK_DATA, then ./data, then synthetic data, labelled as such",
        HelpName = "FOLDER",
    };

    public static Option<bool> Json() => new("--json") { Description = "One JSON document on standard output, nothing else" };

    /// <summary>One of the values, by its name in small letters.</summary>
    public static T Choice<T>(ArgumentResult result, string what, T[] values)
        where T : struct, Enum
    {
        var names = values.Select(value => value.ToString().ToLowerInvariant()).ToArray();
        var name = Checked(result, () => UnknownNameException.Require(what, result.Tokens[0].Value, names));
        return name is null ? default : values[Array.IndexOf(names, name)];
    }

    private static T? Checked<T>(ArgumentResult result, Func<T> value)
        where T : class
    {
        try
        {
            return value();
        }
        catch (UnknownNameException problem)
        {
            result.AddError(problem.Message);
            return null;
        }
    }
}

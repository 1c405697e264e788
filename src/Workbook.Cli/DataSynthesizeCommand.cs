using System.CommandLine;
using System.Globalization;
using Workbook.Data;
using Workbook.Data.Synthetic;

namespace Workbook.Cli;

/// <summary><c>workbook data synthesize</c>: draws a detection set with a long tail.</summary>
internal static class DataSynthesizeCommand
{
    public static Command Create(CliHost host)
    {
        var kind = new Argument<SyntheticDetectionKind>("kind")
        {
            Description = "Whose format: lvis or openimages",
            CustomParser = result => Options.Choice(result, "synthetic set", Enum.GetValues<SyntheticDetectionKind>()),
        };
        var size = new Option<SyntheticDetectionSize>("--size")
        {
            Description = "smoke: 6 categories, 132 images; mini: 72 categories, 2,400 images",
            HelpName = "smoke|mini",
            DefaultValueFactory = _ => SyntheticDetectionSize.Mini,
            CustomParser = result => Options.Choice(result, "size", Enum.GetValues<SyntheticDetectionSize>()),
        };
        var seed = new Option<ulong>("--seed")
        {
            Description = "Another seed gives other images of the same categories",
            HelpName = "N",
            CustomParser = result =>
            {
                if (!ulong.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    result.AddError($"--seed {result.Tokens[0].Value}: expected a whole number from 0 to {ulong.MaxValue}.");
                return number;
            },
        };
        var to = new Option<string?>("--to")
        {
            Description = "The set's own folder [default: synthetic/KIND-SIZE-SEED in WORKBOOK_DATA, else in ./data]",
            HelpName = "FOLDER",
        };
        var command = new Command(
            "synthesize",
            "Draw a SYNTHETIC detection set with a long tail: textured shapes, in the files of LVIS or Open Images. A set that is there already is only checked.")
        {
            kind, size, seed, to,
        };
        command.SetAction(result =>
        {
            var (format, scale, number) = (result.GetValue(kind), result.GetValue(size), result.GetValue(seed));
            var folder = result.GetValue(to)
                ?? Path.Combine(DataFolders.Candidates(null)[0], "synthetic", string.Create(CultureInfo.InvariantCulture, $"{format}-{scale}-{number}").ToLowerInvariant());
            var set = SyntheticDetection.Write(folder, format, scale, number);
            host.Output.WriteLine($"{set.Folder}: {set.Source.Description}");
            return CommandLine.Success;
        });
        return command;
    }
}

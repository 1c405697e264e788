namespace Workbook.Data.Statistics;

/// <summary>
/// Category statistics that the library embeds, written by <c>data-scripts/category-statistics.cs</c> and <c>shared-categories.cs</c>: lines of
/// <c># key: value</c> that say where they are from, a line of column names, and rows of tab-separated fields.
/// </summary>
internal sealed record StatisticsFile
{
    /// <summary>LVIS v0.5: see <see cref="LvisCategories"/>.</summary>
    public static StatisticsFile Lvis { get; } = Read("lvis-v0.5.tsv");

    /// <summary>ImageNet-LT: see <see cref="ImageNetLongTail"/>.</summary>
    public static StatisticsFile ImageNetLongTail { get; } = Read("imagenet-lt.tsv");

    /// <summary>Open Images challenge 2019: see <see cref="OpenImagesFamilies"/>.</summary>
    public static StatisticsFile OpenImages { get; } = Read("open-images-2019.tsv");

    /// <summary>Which categories data sets share: see <see cref="SharedCategories"/>.</summary>
    public static StatisticsFile Shared { get; } = Read("shared-categories.tsv");

    /// <summary>The files that figures are drawn from.</summary>
    public static IReadOnlyList<StatisticsFile> All => [Lvis, ImageNetLongTail, OpenImages];

    /// <summary>What it holds, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>The public repository that it was taken from, with version and path.</summary>
    public required string Source { get; init; }

    /// <summary>The licence that the source states.</summary>
    public required string Licence { get; init; }

    /// <summary>Name and SHA-256 of each file that it was made from.</summary>
    public required IReadOnlyList<string> Originals { get; init; }

    /// <summary>The fields, row by row.</summary>
    public required IReadOnlyList<string[]> Rows { get; init; }

    private static StatisticsFile Read(string file)
    {
        using var stream = typeof(StatisticsFile).Assembly.GetManifestResourceStream($"Workbook.Data.Statistics.{file}")
            ?? throw new InvalidOperationException($"Workbook.Lib was built without the embedded file Data/Statistics/{file}.");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var head = lines.TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal)).Select(line => line[2..].Split(": ", 2)).ToLookup(line => line[0], line => line[1]);
        return new StatisticsFile
        {
            Title = head["title"].Single(),
            Source = head["source"].Single(),
            Licence = head["licence"].Single(),
            Originals = [.. head["original"]],
            Rows = [.. lines.SkipWhile(line => line.StartsWith("# ", StringComparison.Ordinal)).Skip(1).Select(line => line.Split('\t'))],
        };
    }
}

using Workbook.Results;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>The categories of detection runs, those with most training images first.</summary>
internal sealed class RankedCategories
{
    private const int MostMarked = 150; // markers would cover each other

    private readonly CategoryResult[] categories;

    /// <param name="rows">Rows on one data set.</param>
    public RankedCategories(params IEnumerable<RowResults> rows) => categories =
    [
        .. rows.SelectMany(row => row.Records).SelectMany(stored => stored.Record.Categories)
            .DistinctBy(Key)
            .OrderByDescending(category => category.TrainImages)
            .ThenBy(category => category.Id),
    ];

    /// <summary>Whether a trace over all of them marks its points.</summary>
    public bool AreMarked => categories.Length <= MostMarked;

    /// <summary>A panel with a place for each category, the groups set off.</summary>
    public FigurePanel Panel(FigureAxis values) => new(new FigureAxis("category, by number of training images") { Range = (0.5, categories.Length + 0.5) }, values)
    {
        Bands = FrequencyBands.Of(categories.Select(category => category.Group)),
    };

    /// <summary>The categories that have a value, with their ranks from 1.</summary>
    public IReadOnlyList<RankedValue> With(Func<CategoryResult, double?> value) =>
    [
        .. categories.Index().Select(place => value(place.Item) is { } number ? new RankedValue(place.Index + 1, place.Item, number) : null).OfType<RankedValue>(),
    ];

    /// <summary>A value of a category as the mean over a row's seeds that have one; null where none has.</summary>
    public static double? Mean(RowResults row, CategoryResult category, Func<CategoryResult, double?> value) =>
        row.Records.Select(stored => stored.Record.Categories.FirstOrDefault(other => Key(other) == Key(category)))
            .Select(found => found is null ? null : value(found))
            .Average();

    /// <summary>Whether a row has records with results by category.</summary>
    public static bool AreIn(RowResults row) => row.Records.Any(stored => stored.Record.Categories.Count > 0);

    private static (long, string) Key(CategoryResult category) => (category.Id, category.Name);
}

/// <summary>A number for a category.</summary>
/// <param name="Rank">Its place by training images, from 1.</param>
/// <param name="Category">The category.</param>
/// <param name="Value">The number.</param>
internal sealed record RankedValue(int Rank, CategoryResult Category, double Value)
{
    /// <summary>Name, group and counts, for a hover text.</summary>
    public string Text => Invariant(
        $"{Category.Name} ({FrequencyBands.Name(Category.Group)})\n{Count(Category.TrainImages, "training image")}, {Count(Category.Objects, "object")} to be found");

    private static string Count(long count, string what) => Invariant($"{count:N0} {what}{(count == 1 ? "" : "s")}");
}

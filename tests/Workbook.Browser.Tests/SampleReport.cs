using Tests.Support;
using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;

namespace Workbook.Tests.Browser;

/// <summary>Reports in the browser.</summary>
internal static class SampleReport
{
    private static readonly TrainingVersions Code = new("code1", "code1", "code1");

    /// <summary>Three seeds of some rows; the others are not run.</summary>
    public static StoreContent Content(ResultStore store)
    {
        foreach (var (index, row) in PaperTables.Table7.Rows.Take(4).Index())
            for (var seed = 0; seed < 3; seed++)
                store.Write(SampleFigures.Record(Samples.Spec(row.Experiment, Profile.Mini, seed), row.Published["top1"].Value - 17 + seed * 0.4, index, null));
        return store.Load(Profile.Mini);
    }

    /// <summary>The report of <see cref="Content"/>.</summary>
    public static Task<OpenPage> OpenAsync(Chromium chromium)
    {
        using var folder = new TemporaryFolder();
        return OpenAsync(chromium, Content(new ResultStore(folder.Path)));
    }

    /// <summary>The report of the runs that the repository holds: wide tables, synthetic data, every figure.</summary>
    public static Task<OpenPage> OpenRecordedAsync(Chromium chromium) => OpenAsync(chromium, new ResultStore(Repository.Path("results")).Load(Profile.Mini));

    /// <summary>The report of some records.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="content">The records.</param>
    /// <param name="before">JavaScript that runs before the page's own.</param>
    public static async Task<OpenPage> OpenAsync(Chromium chromium, StoreContent content, string? before = null)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "report.html");
        Report.Build(PaperTables.All, Profile.Mini, content, Code).Save(file);
        return await chromium.OpenAsync(file, before);
    }
}

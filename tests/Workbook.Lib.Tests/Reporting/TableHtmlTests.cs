using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed class TableHtmlTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_Table_IsTheGoldenMarkup()
    {
        // Mean 41, deviation sqrt(2) = 1.41; the quantile of Student's t with one degree of freedom is 12.7062, the standard error 1: 41 - 40 = 1, from -11.71 to 13.71.
        var store = new ResultStore(folder.Path);
        store.Write(Samples.Record(Samples.Spec(seed: 0), 40));
        store.Write(Samples.Record(Samples.Spec(seed: 1), 42));

        var html = TableHtml.Write(TableReport.Build(Small, Profile.Mini, store.Load(Profile.Mini), new("code1", "code1", "code1"))).ToString();

        Markup.AssertSound(html);
        Assert.StartsWith(
            """
            <div class="scroll" role="region" tabindex="0" aria-label="Table 0: &lt;small&gt;">
            <table class="results">
            <caption>Three rows.<span class="minor">Profile mini: 1,500 of the paper&#39;s 12,800 iterations. Published numbers: somewhere.
            Reproduced: mean ± standard deviation over seeds, with the 95 % interval of the difference.</span></caption>
            <thead>
            <tr><th scope="col" rowspan="2">Row</th>
            <th scope="colgroup" colspan="3">Top-1 (%)</th>
            <th scope="col" rowspan="2">Seeds</th></tr>
            <tr>
            <th scope="col">published</th><th scope="col">reproduced</th><th scope="col">difference</th>
            </tr>
            </thead>
            <tbody>
            <tr class="absent"><th scope="row">quoted <span class="mark">published number copied from Someone &amp; Co</span> <span class="mark">quoted only</span></th>
            <td class="number">43.30</td><td class="number"></td><td class="number"></td>
            <td></td></tr>
            <tr class="absent"><th scope="row">softmax</th>
            <td class="number"></td><td class="number"></td><td class="number"></td>
            <td>not run</td></tr>
            <tr><th scope="row">SEQL</th>
            <td class="number">40.00</td><td class="number">41.00 &#177; 1.41</td><td class="number">+1.00<span class="minor">[-11.71, +13.71]</span></td>
            <td>0, 1</td></tr>
            </tbody>
            </table>
            </div>
            <ul class="hints">
            """,
            html,
            StringComparison.Ordinal);
    }

    private static PaperTable Small => new()
    {
        Id = "table0",
        Title = "Table 0: <small>",
        Notebook = "small",
        Caption = "Three rows.",
        Source = "somewhere",
        Metrics = [MetricColumn.Top1],
        Rows =
        [
            new TableRow
            {
                Id = "quoted",
                Label = "quoted",
                Experiment = null,
                CopiedFrom = "Someone & Co",
                Published = new Dictionary<string, PublishedNumber> { ["top1"] = new("43.30") },
            },
            new TableRow { Id = "softmax", Label = "softmax", Experiment = Baselines.ResNet32Cifar100LongTail, Published = new Dictionary<string, PublishedNumber>() },
            new TableRow
            {
                Id = "seql",
                Label = "SEQL",
                Experiment = Samples.Seql,
                Published = new Dictionary<string, PublishedNumber> { ["top1"] = new("40.00") },
            },
        ],
    };
}

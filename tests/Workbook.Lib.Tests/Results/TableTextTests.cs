using System.Globalization;
using Newtonsoft.Json.Linq;
using Workbook.Experiments;
using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Results;

public sealed class TableTextTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ResultStore store;

    public TableTextTests() => store = new ResultStore(folder.Path);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void Write_Table_IsTheGoldenText(string culture)
    {
        Add(Samples.Spec(seed: 0), 1040.5);
        Add(Samples.Spec(seed: 1), 1042.5);
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            var report = Build(Small);

            Assert.Equal(
                """
                # Table 0: small

                Two rows.

                Profile mini: 1,500 of the paper's 12,800 iterations. Published numbers: somewhere.

                | Row | Top-1 (%) published | here | difference | Top-5 (%) published | here | difference | Seeds | Data | Device | Code |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- | --- | --- |
                | quoted \| row | 43.30 (copied) |  |  |  |  |  |  |  |  |  |
                | SEQL, "mine" | 1040.00 | 1041.50 ± 1.41 | +1.50 [-11.21, +14.21] |  | 1071.50 ± 1.41 |  | 0, 1 | CIFAR-100 | cpu | this code |

                | Verdict | Claim of the paper | Deciding contrast (points) | published | here | Why |
                | --- | --- | --- | ---: | ---: | --- |
                | **inconclusive** | SEQL is above a number. (section 1) | top-1 \| SEQL > 1030 | +1040.00 | +1041.50 [+1028.79, +1054.21] | Its 95 % interval spans 1030. |
                | **not comparable** | SEQL is above the quoted row. (Table 0) | gain > 0 | +996.70 (copied) |  | The number of quoted \| row is quoted from Someone 2019, of another recipe, and not trained here. |

                - Training is 12 % of the paper's: hold its rows against each other, not against the published numbers.
                - The paper copied the published numbers of quoted | row from Someone 2019: another recipe, so no difference is given.

                """,
                report.ToMarkdown());
            Assert.Equal(
                """"
                table,row,label,metric,published,copied_from,mean,deviation,lower,upper,seeds,difference,profile,iterations,paper_iterations,data,synthetic,device,training_code,other_code
                table0,quoted,quoted | row,top1,43.30,Someone 2019,,,,,0,,mini,,,,,,,
                table0,quoted,quoted | row,top5,,Someone 2019,,,,,0,,mini,,,,,,,
                table0,seql,"SEQL, ""mine""",top1,1040.00,,1041.5,1.4142,1028.7938,1054.2062,2,1.5,mini,1500,12800,CIFAR-100,false,cpu,code1,false
                table0,seql,"SEQL, ""mine""",top5,,,1071.5,1.4142,1058.7938,1084.2062,2,,mini,1500,12800,CIFAR-100,false,cpu,code1,false

                """",
                report.ToCsv());
            var json = JObject.Parse(report.ToJson());
            Assert.Equal(1041.5, (double)json["rows"]![1]!["metrics"]!["top1"]!["mean"]!);
            Assert.Equal(43.3, (double)json["rows"]![0]!["metrics"]!["top1"]!["published"]!);
            Assert.Equal("mini", (string?)json["profile"]);
            Assert.Equal(1054.2062, (double)json["rows"]![1]!["metrics"]!["top1"]!["upper"]!, 0.0001);
            Assert.Equal(14.2062, (double)json["rows"]![1]!["metrics"]!["top1"]!["differenceUpper"]!, 0.0001);
            Assert.Equal(
                """
                [
                  {
                    "id": "number",
                    "statement": "SEQL is above a number.",
                    "source": "section 1",
                    "verdict": "inconclusive",
                    "reason": "Its 95 % interval spans 1030.",
                    "synthetic": false,
                    "contrasts": [
                      {
                        "label": "top-1 | SEQL",
                        "margin": 1030.0,
                        "verdict": "inconclusive",
                        "reason": "Its 95 % interval spans 1030.",
                        "mean": 1041.5,
                        "deviation": 1.414213562,
                        "lower": 1028.793795264,
                        "upper": 1054.206204736,
                        "seeds": [0, 1],
                        "paired": true,
                        "synthetic": false,
                        "published": 1040.0,
                        "publishedCopied": false
                      }
                    ]
                  },
                  {
                    "id": "quoted",
                    "statement": "SEQL is above the quoted row.",
                    "source": "Table 0",
                    "verdict": "notComparable",
                    "reason": "The number of quoted | row is quoted from Someone 2019, of another recipe, and not trained here.",
                    "synthetic": false,
                    "contrasts": [
                      {
                        "label": "gain",
                        "margin": 0.0,
                        "verdict": "notComparable",
                        "reason": "The number of quoted | row is quoted from Someone 2019, of another recipe, and not trained here.",
                        "seeds": [],
                        "paired": false,
                        "synthetic": false,
                        "published": 996.7,
                        "publishedCopied": true
                      }
                    ]
                  }
                ]

                """,
                JsonLayout.Write(json["claims"]!));
            Assert.Equal(["warning", "note"], json["hints"]!.Select(hint => (string?)hint["severity"]));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [Fact]
    public void Files_Report_AreThreeOfTheProfilesFolder()
    {
        var report = Build(Small);

        Assert.Equal(
            [("table0.md", report.ToMarkdown()), ("table0.csv", report.ToCsv()), ("table0.json", report.ToJson())],
            report.Files(store).Select(file => (Path.GetRelativePath(Path.Combine(folder.Path, "mini"), file.Path), file.Text)));
    }

    private static PaperTable Small => new()
    {
        Id = "table0",
        Title = "Table 0: small",
        Caption = "Two rows.",
        Notebook = "small",
        Source = "somewhere",
        Metrics = [MetricColumn.Top1, MetricColumn.Top5],
        Rows =
        [
            new TableRow
            {
                Id = "quoted",
                Label = "quoted | row",
                Experiment = null,
                CopiedFrom = "Someone 2019",
                Published = new Dictionary<string, PublishedNumber> { ["top1"] = new("43.30") },
            },
            new TableRow
            {
                Id = "seql",
                Label = "SEQL, \"mine\"",
                Experiment = Samples.Seql,
                Published = new Dictionary<string, PublishedNumber> { ["top1"] = new("1040.00") },
            },
        ],
        Claims =
        [
            new Claim
            {
                Id = "number",
                Statement = "SEQL is above a number.",
                Source = "section 1",
                Contrasts = [new Contrast("top-1 | SEQL", [new ContrastTerm(1, "seql", "top1")], Margin: 1030)],
            },
            new Claim
            {
                Id = "quoted",
                Statement = "SEQL is above the quoted row.",
                Source = "Table 0",
                Contrasts = [Contrast.Gain("gain", "seql", "quoted", "top1")],
            },
        ],
    };

    private TableReport Build(PaperTable table) => TableReport.Build(table, Profile.Mini, store.Load(Profile.Mini), new("code1", "code1", "code1"));

    private void Add(RunSpec spec, double top1) => store.Write(Samples.Record(spec, top1));
}

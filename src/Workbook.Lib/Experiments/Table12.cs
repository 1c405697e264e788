namespace Workbook.Experiments;

/// <summary>Table 12: the LVIS challenge 2019.</summary>
internal static class Table12
{
    private const string Entry = "entry", Second = "second", Third = "third", Fourth = "fourth", Reference = "reference";

    private static readonly MetricColumn[] Metrics =
        [MetricColumn.Ap, MetricColumn.Ap50, MetricColumn.Ap75, MetricColumn.ApRare, MetricColumn.ApCommon, MetricColumn.ApFrequent];

    public static PaperTable Declare() => new()
    {
        Id = "table12",
        Title = "Table 12: the LVIS challenge 2019",
        Caption = "Average precision (AP) of masks on the LVIS v0.5 test set, of the challenge's entries and of its baseline. The paper's entry is the last step of Table 11.",
        Notebook = "12-challenge",
        Source = $"{PublishedTables.Source}, Table 12",
        Metrics = Metrics,
        Rows =
        [
            Row(Entry, "The entry (1st place)", "Ours") with { Experiment = Table11.Final with { IsOnTestImages = true } },
            Quoted(Second, "2nd place", "2nd place"),
            Quoted(Third, "3rd place", "3rd place"),
            Quoted(Fourth, "4th place", "4th place"),
            Quoted(Reference, "Baseline", "Baseline [15]"),
        ],
        Claims =
        [
            new Claim
            {
                Id = "first-place",
                Statement = "The entry has a higher AP than the second place and than the challenge's baseline.",
                Source = "section 4.6, Table 12",
                Contrasts =
                [
                    Contrast.Gain("AP above the second place", Entry, Second, MetricColumn.Ap.Id),
                    Contrast.Gain("AP above the baseline", Entry, Reference, MetricColumn.Ap.Id),
                ],
            },
        ],
        Notes =
        [
            "The test set's annotations are not public: at profile paper \"workbook submit\" writes the file for the challenge's server, which has them; the smaller profiles are "
            + "tested on images of their own that have them.",
        ],
    };

    private static TableRow Quoted(string id, string label, string entry) => Row(id, label, entry) with
    {
        CopiedFrom = "the challenge's leaderboard", Note = "Quoted only: another team's system.",
    };

    private static TableRow Row(string id, string label, string entry) => new()
    {
        Id = id,
        Label = label,
        Experiment = null,
        Published = PublishedTables.Numbers("table12", [("Entry", entry)], Metrics),
    };
}

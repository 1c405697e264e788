using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Tests.Results;

/// <summary>Records of the rows softmax and seql with given top-1 accuracies, and a claim judged by them.</summary>
internal sealed class Outcomes
{
    private static readonly TableRow[] Rows =
    [
        Row("softmax", Baselines.ResNet32Cifar100LongTail, "41.33"),
        Row("focal", Baselines.ResNet32Cifar100LongTail with { Loss = Loss.Focal(1) }, "35.62"),
        Row("quoted", null, "37.91") with { CopiedFrom = "Someone 2019" },
        Row("seql", Samples.Seql, "43.38"),
    ];

    private readonly List<StoredRecord> records = [];

    /// <summary>The scale of what is added.</summary>
    public Profile Profile { get; set; } = Profile.Mini;

    /// <summary>Changes the specification of what is added.</summary>
    public Func<RunSpec, RunSpec> Change { get; set; } = spec => spec;

    /// <summary>By how much few-shot accuracy is below top-1; null for none.</summary>
    public double? Few { get; set; }

    /// <summary>That SEQL's top-1 is above softmax's by more than a margin.</summary>
    public static Claim Gain(double margin) => new()
    {
        Id = "gain",
        Statement = "SEQL is better.",
        Source = "a test",
        Contrasts = [Contrast.Gain("top-1 gain", "seql", "softmax", "top1", margin)],
    };

    public Outcomes Add(string row, params double[] top1) => AddFrom(0, row, top1);

    public Outcomes AddFrom(int firstSeed, string row, params double[] top1)
    {
        foreach (var (index, value) in top1.Index())
        {
            var record = Samples.Record(Spec(row, firstSeed + index), value);
            Store(Few is { } below ? record with { Metrics = new Dictionary<string, double>(record.Metrics) { ["few"] = value - below } } : record);
        }
        return this;
    }

    public Outcomes Diverge(string row, int seed)
    {
        Store(Samples.Record(Spec(row, seed), status: RunStatus.Diverged));
        return this;
    }

    /// <summary>Puts the records in the reverse order.</summary>
    public void Reverse() => records.Reverse();

    public ClaimResult Judge(Claim? claim = null) => Report(claim ?? Gain(0)).Claims.Single();

    public TableReport Report(Claim claim) => TableReport.Build(
        new PaperTable { Id = "table0", Title = "Table 0", Caption = "", Notebook = "", Source = "", Metrics = [MetricColumn.Top1], Rows = Rows, Claims = [claim] },
        Profile,
        new StoreContent(records, []),
        new("code1", "code1", "code1"));

    private static TableRow Row(string id, Experiment? experiment, string top1) => new()
    {
        Id = id,
        Label = $"The {id}",
        Experiment = experiment,
        Published = new Dictionary<string, PublishedNumber> { ["top1"] = new(top1) },
    };

    private RunSpec Spec(string row, int seed) => Change(Samples.Spec(Rows.Single(known => known.Id == row).Experiment, Profile, seed));

    private void Store(RunRecord record) => records.Add(new StoredRecord($"{record.Spec.Name}.json", record, RecordJson.ToJson(record.Spec)));
}

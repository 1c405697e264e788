using System.Globalization;
using Workbook.Data;
using Workbook.Data.Detection;
using Workbook.Data.Synthetic;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Tests.Results;

/// <summary>Tables and records of detectors, made up for tests.</summary>
internal static class DetectionSamples
{
    public static readonly DataSource Real = new("LVIS", false, "Photos.", new Dictionary<string, string> { ["train.json"] = "aa" });

    public static readonly DataSource Synthetic = new("synthetic LVIS", true, "Drawn by a program.", new Dictionary<string, string> { ["train.json"] = "cc" });

    public static PaperTable Table1 => Table("table1", [.. PublishedTables.Rows("table1").Select(row => Row(
        $"{row["Framework"]} {row["Backbone"]}{(row["EQL"] == "yes" ? ", EQL" : "")}",
        Baselines.MaskRcnnR50Fpn with
        {
            Model = new DetectorModel(
                row["Framework"] == "Mask R-CNN" ? DetectorFramework.MaskRcnn : DetectorFramework.CascadeMaskRcnn,
                row["Backbone"].Contains("101", StringComparison.Ordinal) ? 101 : 50,
                row["Backbone"].EndsWith("C4", StringComparison.Ordinal) ? DetectorFeatures.C4 : DetectorFeatures.Pyramid),
            Loss = row["EQL"] == "yes" ? Eql : Loss.Sigmoid(),
        },
        row))]);

    public static PaperTable Table2 => Table("table2", [.. PublishedTables.Rows("table2").Select(row => Row(
        $"lambda {row["lambda_e-3"]}e-3",
        Baselines.MaskRcnnR50Fpn with { Loss = Loss.Eql((double)(decimal.Parse(row["lambda_e-3"], CultureInfo.InvariantCulture) / 1000)) },
        row))]);

    public static PaperTable Table4 => Table(
        "table4",
        Row("EQL without E(r)", Baselines.MaskRcnnR50Fpn with { Loss = Loss.Eql(Baselines.LvisLambda, excludesBackground: false) }, Printed("table4", 0)),
        Row("EQL", Baselines.MaskRcnnR50Fpn with { Loss = Eql }, Printed("table4", 1)));

    public static PaperTable Table5 => Table(
        "table5",
        Row("Class-aware sampling", Baselines.MaskRcnnR50Fpn with { Sampling = new Sampling.ClassAware() }, Printed("table5", 2)),
        Row("Sigmoid", Baselines.MaskRcnnR50Fpn, Printed("table5", 0)),
        Row("Softmax", Baselines.MaskRcnnR50Fpn with { Loss = Loss.Softmax() }, Printed("table5", 1)),
        Row("Repeat factor sampling", Baselines.MaskRcnnR50Fpn with { Sampling = new Sampling.RepeatFactor(1e-3) }, Printed("table5", 3)),
        Row("EQL", Baselines.MaskRcnnR50Fpn with { Loss = Eql }, Printed("table5", 6)));

    public static Loss Eql => Loss.Eql(Baselines.LvisLambda);

    public static PaperTable Table(string id, params TableRow[] rows) => new()
    {
        Id = id,
        Title = $"Table {id[5..]}: a test",
        Caption = "A test.",
        Notebook = "test",
        Source = "test",
        Metrics = [MetricColumn.Ap, MetricColumn.ApRare, MetricColumn.ApCommon, MetricColumn.ApFrequent, MetricColumn.ApBox],
        Rows = rows,
    };

    public static TableRow Row(string label, Experiment? experiment, IReadOnlyDictionary<string, string> printed) => new()
    {
        Id = label.Replace(' ', '-').ToLowerInvariant(),
        Label = label,
        Experiment = experiment,
        Published = new Dictionary<string, PublishedNumber>
        {
            ["ap"] = new(printed["AP"]), ["apr"] = new(printed["APr"]), ["apc"] = new(printed["APc"]), ["apf"] = new(printed["APf"]), ["apbbox"] = new(printed["APbbox"]),
        },
    };

    public static RunRecord Record(Experiment experiment, int seed = 0, Profile profile = Profile.Mini, DataSource? data = null) =>
        Samples.Record(Samples.Spec(experiment, profile, seed, data ?? Real)) with { Metrics = Metrics(10, 1, 9, 20), Accuracy = [], PerClass = [] };

    public static Dictionary<string, double> Metrics(double ap, double rare, double common, double frequent) =>
        new() { ["ap"] = ap, ["apr"] = rare, ["apc"] = common, ["apf"] = frequent, ["apbbox"] = ap + 1 };

    public static TableReport Report(PaperTable table, IEnumerable<RunRecord> records)
    {
        using var folder = new TemporaryFolder();
        var store = new ResultStore(folder.Path);
        var profile = Profile.Mini;
        foreach (var record in records)
        {
            store.Write(record);
            profile = record.Spec.Profile;
        }
        return TableReport.Build(table, profile, store.Load(profile), new("code1", "code1", "code1"));
    }

    public static CategoryResult Category(
        long id, string name, FrequencyGroup group, long images, double? ap = 0, double positive = 0, double negative = 0, double? probability = null) =>
        new(id, name, group, images, Objects: 7, ap, BoxAp: ap, positive, negative, probability);

    /// <summary>As a run on the synthetic set at mini might end.</summary>
    public static RunRecord Whole(TableRow row, int seed, string? name = null)
    {
        var experiment = (DetectionExperiment)row.Experiment!;
        var gain = experiment.Loss is Loss.EqlCase ? 1 : 0;
        return Record(experiment, seed, data: Synthetic) with
        {
            Metrics = row.Published.ToDictionary(metric => metric.Key, metric => metric.Value.Value / 2 + seed * 0.4),
            Curve = [.. Enumerable.Range(1, 100).Select(step => new CurvePoint(step * 10 - 1, 1.6 + 5.0 / step + 0.1 * Math.Sin(step + seed + gain), 0.01))],
            Categories =
            [
                .. SyntheticCatalogue.For(SyntheticDetectionSize.Mini).Select((category, c) => Category(
                    category.Id, c == 0 && name is not null ? name : category.Name, category.Group, category.TrainImages,
                    Math.Clamp(9 * Math.Log10(category.TrainImages) + 6 * Math.Sin(5 * c + gain) + gain * 4, 0, 100),
                    0.0003 * category.TrainImages * (1.2 + Math.Sin(c)), (0.003 + 0.0002 * category.TrainImages) * (1.2 + Math.Sin(c)) / (1 + gain),
                    c == 7 ? null : Math.Clamp(0.2 * Math.Log10(category.TrainImages) + 0.1 * Math.Sin(3 * c) + 0.2 * gain, 0, 1))),
            ],
            Examples = [Example(experiment.Loss is Loss.EqlCase { ExcludesBackground: false } ? 6 : 2, name)],
        };
    }

    private static ExampleImage Example(int wrong, string? name)
    {
        var categories = SyntheticCatalogue.For(SyntheticDetectionSize.Mini);
        var plan = SplitPlan.Make(SyntheticSpec.Of(SyntheticDetectionSize.Mini), categories, SyntheticDetectionKind.Lvis, SyntheticSplit.Validation, 0)[174];
        var scene = SyntheticScene.Draw(plan, categories, 0, ((ulong)SyntheticDetectionKind.Lvis, (ulong)SyntheticSplit.Validation, 174));
        ExampleBox[] objects =
        [
            .. scene.Objects.Where(item => item.Plan.IsAnnotated).Select(item => new ExampleBox(
                categories[item.Plan.Category].Name, [item.Left, item.Top, item.Right - item.Left, item.Bottom - item.Top], 1, true)),
        ];
        ExampleBox[] right = [.. objects.Take(5).Select((box, i) => box with { Box = [box.Box[0] + 1, box.Box[1] - 1, box.Box[2], box.Box[3]], Score = 0.9 - 0.1 * i })];
        var others = Enumerable.Range(0, wrong).Select(i => new ExampleBox(
            i == 0 && name is not null ? name : categories[5 * i].Name, [8 + 13 * i, 10 + 21.5 * i, 26, 20], 0.95 - 0.04 * i, false));
        return new ExampleImage(1_000_175, 174, plan.Width, plan.Height, objects, [.. right, .. others]);
    }

    private static IReadOnlyDictionary<string, string> Printed(string table, int row) => PublishedTables.Rows(table)[row];
}

using Workbook.Data.Detection;
using Workbook.Experiments;
using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Results;

public class TableHintsTests
{
    private readonly List<StoredRecord> records = [];

    [Fact]
    public void Hints_OneSeedOfEachRowAtPaper_AreFew()
    {
        foreach (var row in PaperTables.Table7.Rows)
            Add(Samples.Spec(row.Experiment, Profile.Paper));

        Assert.Equal(
            [new Hint(HintSeverity.Note, "One seed only, so no spread."), new Hint(HintSeverity.Note, PaperTables.Table7.Notes[0])],
            Hints(PaperTables.Table7, Profile.Paper));
    }

    [Fact]
    public void Hints_NoRuns_SaySo() => Assert.Equal(
        new Hint(HintSeverity.Note, "No run of this table is recorded at this profile."), Hints(PaperTables.Table7, Profile.Mini)[0]);

    [Fact]
    public void Hints_Mini_SayThatTrainingIsShort()
    {
        Add(Samples.Spec());

        // 1,500 of 12,800 are 11.7 %.
        Assert.Equal(
            new Hint(HintSeverity.Warning, "Training is 12 % of the paper's: hold its rows against each other, not against the published numbers."),
            Hints(PaperTables.Table8, Profile.Mini)[0]);
    }

    [Fact]
    public void Hints_Smoke_NameEverySettingThatIsNotThePapers()
    {
        Add(Samples.Spec(profile: Profile.Smoke));

        Assert.Equal(
            [
                new Hint(HintSeverity.Warning, "Smoke runs only show that everything runs: their numbers mean nothing."),
                new Hint(
                    HintSeverity.Warning,
                    "The profile differs from the paper also in training images, test images, batch size: both values stand under Settings in the report."),
            ],
            Hints(PaperTables.Table8, Profile.Smoke).Take(2));

        var changed = FieldDifference.Between(RecordJson.ToJson(Samples.Seql), RecordJson.ToJson(Samples.Seql.Scaled(Profile.Smoke)));
        Assert.Equal(
            ["batchSize", "data.testPerClassLimit", "data.trainPerClassLimit"],
            changed.Select(field => field.Field).Where(field => !field.StartsWith("schedule.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Hints_DrawnImageNet_SayWhatAClassStandsForAndWhatWasLeftOut()
    {
        var spec = Samples.Spec(PaperTables.Table9.Row("gamma=0.9").Experiment, data: Samples.Synthetic);
        records.Add(new StoredRecord("a.json", Samples.Record(spec) with { SkippedImages = SkippedImages.Of([new("train/a.JPEG", "gone"), new("train/b.JPEG", "cut")]) }, RecordJson.ToJson(spec)));

        var hints = Hints(PaperTables.Table9, Profile.Mini).Select(hint => hint.Text).ToArray();

        Assert.Contains(hints, hint => hint.StartsWith("A class stands for the class of ImageNet-LT at its rank", StringComparison.Ordinal));
        Assert.Contains("2 image files were missing or damaged and left out in SEQL, gamma 0.9, first train/a.JPEG: see the record.", hints);
    }

    [Fact]
    public void Hints_RowsOfOtherSeeds_AreNoted()
    {
        Add(Samples.Spec(Baselines.ResNet32Cifar100LongTail, seed: 0));
        Add(Samples.Spec(seed: 1));

        Assert.Contains(new Hint(HintSeverity.Note, "Rows differ in their seeds."), Hints(PaperTables.Table8, Profile.Mini));
    }

    [Fact]
    public void Hints_Interrupted_AreNotedUnlessTheSeedFinished()
    {
        Add(Samples.Spec(seed: 0));
        Add(Samples.Spec(seed: 0, code: "code0"), RunStatus.Interrupted);
        Add(Samples.Spec(seed: 2), RunStatus.Interrupted);

        Assert.Single(Hints(PaperTables.Table8, Profile.Mini), new Hint(HintSeverity.Note, "Stopped before the end: SEQL, gamma 0.95, lambda 3e-3, seed 2. \"run\" continues it."));
        Assert.DoesNotContain(Hints(PaperTables.Table8, Profile.Mini), hint => hint.Text.Contains("seed 0", StringComparison.Ordinal));
    }

    [Fact]
    public void Hints_SeedsWithoutEffect_AreWarnedOf()
    {
        Add(Samples.Spec(seed: 0));
        Add(Samples.Spec(seed: 1));

        Assert.Contains(
            new Hint(HintSeverity.Warning, "All seeds of SEQL, gamma 0.95, lambda 3e-3 gave the same numbers: does the seed reach the training?"),
            Hints(PaperTables.Table8, Profile.Mini));
    }

    [Fact]
    public void Hints_DetectionAtMini_NameWhatTheProfileChanges()
    {
        Add(Samples.Spec(Baselines.MaskRcnnR50Fpn));

        Assert.Contains(
            new Hint(
                HintSeverity.Warning,
                "The profile differs from the paper also in data, channels, starting weights, image size, anchors, proposals, masks, detections, batch size, learning rate: "
                + "both values stand under Settings in the report."),
            Hints(PaperTables.Table4 with { Rows = [Sigmoid], Claims = [] }, Profile.Mini));
    }

    [Fact]
    public void Hints_SmallFrequencyGroups_AreWarnedOf()
    {
        static CategoryResult Category(FrequencyGroup group, int objects) => new(1, "a", group, 5, objects, objects > 0 ? 10 : null, null, 0, 0, null);

        // 9 of 10 rare categories have objects; 10 common ones have 49, 10 frequent ones 50.
        CategoryResult[] categories =
        [
            .. Enumerable.Range(0, 10).Select(i => Category(FrequencyGroup.Rare, i == 0 ? 0 : 100)),
            .. Enumerable.Range(0, 10).Select(i => Category(FrequencyGroup.Common, i == 0 ? 4 : 5)),
            .. Enumerable.Range(0, 10).Select(_ => Category(FrequencyGroup.Frequent, 5)),
            Category(FrequencyGroup.None, 1),
        ];
        foreach (var seed in new[] { 0, 1 })
        {
            var spec = Samples.Spec(Baselines.MaskRcnnR50Fpn, seed: seed);
            records.Add(new StoredRecord($"{spec.Name}.json", Samples.Record(spec) with { Categories = categories }, RecordJson.ToJson(spec)));
        }

        Assert.Equal(
            [
                "Only 9 rare categories with 900 validation objects are evaluated: a few objects decide their mean.",
                "Only 10 common categories with 49 validation objects are evaluated: a few objects decide their mean.",
            ],
            Hints(PaperTables.Table4 with { Rows = [Sigmoid], Claims = [] }, Profile.Mini)
                .Where(hint => hint.Severity == HintSeverity.Warning).Select(hint => hint.Text).Where(text => text.StartsWith("Only", StringComparison.Ordinal)));
    }

    private static TableRow Sigmoid => PaperTables.Table5.Row("sigmoid");

    private IReadOnlyList<Hint> Hints(PaperTable table, Profile profile) => TableReport.Build(table, profile, new StoreContent(records, []), new("code1", "code1", "code1")).Hints;

    private void Add(RunSpec spec, RunStatus status = RunStatus.Finished)
    {
        var record = Samples.Record(spec, status: status);
        records.Add(new StoredRecord($"{spec.Name}.json", record, RecordJson.ToJson(spec)));
    }
}

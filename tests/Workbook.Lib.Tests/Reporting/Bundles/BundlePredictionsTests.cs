using Newtonsoft.Json.Linq;
using Workbook.Data;
using Workbook.Data.Detection;
using Workbook.Evaluation;
using Workbook.Experiments;
using Workbook.Reporting.Bundles;
using Workbook.Results;
using Workbook.Tests.Results;
using Workbook.Training;
using Xunit;

namespace Workbook.Tests.Reporting.Bundles;

/// <summary>Bundles with the predictions that runs leave: on the sets that the workbook draws, with records as runs write them.</summary>
public sealed class BundlePredictionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ResultStore store;
    private readonly string zip;

    public BundlePredictionsTests() => (store, zip) = (new ResultStore(Path.Combine(folder.Path, "results")), Path.Combine(folder.Path, "share.zip"));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("table1")]
    [InlineData("table1", "ignored regions")]
    [InlineData("table6")]
    public void Write_Detections_AreEvaluatedAgain(string table, params string[] alsoTrainedOn)
    {
        var (record, _) = AddDetections(PaperTables.Named(table), alsoTrainedOn);

        Assert.Empty(Bundle.Write(zip, store, [PaperTables.Named(table)], Profile.Smoke, predictions: true));
        var verification = BundleVerification.Of(zip);

        Assert.True(verification.Holds, string.Join('\n', verification.Checks.SelectMany(check => check.Lines())));
        var categories = 3 * record.Categories.Count;
        Assert.Equal(
            $"1 of 1 runs were evaluated again, {record.Metrics.Count - 1 + categories} numbers",
            verification.Checks.Single(check => check is { Name: "predictions", Outcome: CheckOutcome.Ok }).Text);
        Assert.InRange(record.Metrics["ap"], 1, 99);
    }

    [Fact]
    public void Of_DetectionsOrTruthChanged_IsFound()
    {
        AddDetections(PaperTables.Table1);
        Bundle.Write(zip, store, [PaperTables.Table1], Profile.Smoke, predictions: true);
        var files = Bundle.Read(zip);
        var predictions = files.Single(file => file.Name.StartsWith("predictions/", StringComparison.Ordinal));
        var truth = files.Single(file => file.Name.StartsWith("truth/", StringComparison.Ordinal));
        var fewer = new JArray(JArray.Parse(predictions.Text()).Skip(5)).ToString();

        var detections = Verify(files.Select(file => file == predictions ? BundleFile.Of(file.Name, fewer) : file));
        var annotations = Verify(files.Select(file => file == truth ? BundleFile.Of(file.Name, file.Text() + " ") : file));

        Assert.Contains(detections.Problems, problem => problem.Contains($": ap is recorded as ", StringComparison.Ordinal));
        Assert.Contains($"{truth.Name}: SHA-256 ", annotations.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Scores_AreEvaluatedAgain()
    {
        var declared = PaperTables.Table8.Row("softmax").Experiment!;
        var sets = ClassificationSets.Open((ClassificationExperiment)declared.Scaled(Profile.Smoke), null);
        var (images, classes) = (sets.Test.Labels.Length, sets.Test.ClassNames.Count);
        var scores = new float[images * classes];
        for (var i = 0; i < images; i++)
            scores[i * classes + (i % 3 == 0 ? (sets.Test.Labels[i] + 1) % classes : sets.Test.Labels[i])] = 1;
        var evaluator = new ClassificationEvaluator(sets.Test.ClassNames, sets.Train.CountPerClass());
        evaluator.Add(scores, [.. sets.Test.Labels.ToArray().Select(label => (long)label)]);
        var result = evaluator.Result();
        var metrics = result.Shots.ToDictionary(shot => shot.Key.ToString().ToLowerInvariant(), shot => shot.Value);
        (metrics["top1"], metrics["top5"]) = (result.Top1, result.Top5);
        var spec = Samples.Spec(declared, Profile.Smoke, data: sets.Source);
        store.Write(Samples.Record(spec) with { Metrics = metrics, PerClass = result.PerClass, Accuracy = [new AccuracyPoint(12, result.Top1, result.Top5)] });
        NumpyFile.Write(Path.Combine(store.WorkFolder(spec), ClassificationRun.ScoresFile), scores, [images, classes]);

        Assert.Empty(Bundle.Write(zip, store, [PaperTables.Table8], Profile.Smoke, predictions: true));

        Assert.Contains(BundleVerification.Of(zip).Checks, check => check is { Name: "predictions", Outcome: CheckOutcome.Ok } && check.Text.StartsWith("1 of 1 runs", StringComparison.Ordinal));
        Assert.Equal(200.0 / 3, result.Top1, 1.0); // every third image is taken for the next class
    }

    [Fact]
    public void Write_PredictionsThatAreNotThere_AreSaid()
    {
        store.Write(Samples.Record(Samples.Spec()) with { Predictions = "../../../etc/hostname" });

        var problem = Assert.Single(Bundle.Write(zip, store, [PaperTables.Table8], Profile.Mini, predictions: true));

        Assert.StartsWith("1 of 1 runs have no predictions in ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(Bundle.Read(zip), file => file.Name.StartsWith("predictions/", StringComparison.Ordinal));
    }

    private BundleCheck Verify(IEnumerable<BundleFile> files)
    {
        using (var stream = File.Create(zip))
            StoredZip.Write(stream, BundleSamples.WithManifest(files));
        return Assert.Single(BundleVerification.Of(zip).Checks, check => check is { Name: "predictions", Outcome: CheckOutcome.Failed });
    }

    // Two thirds of the annotations, at falling scores; every fifth as another category.
    private (RunRecord Record, DetectionSets Sets) AddDetections(PaperTable table, params string[] alsoTrainedOn)
    {
        var declared = table.Rows.First(row => row.Experiment is not null).Experiment!;
        var experiment = (DetectionExperiment)declared.Scaled(Profile.Smoke);
        var drawn = Environment.GetEnvironmentVariable(Workbook.Data.DataFolders.Variable) is { Length: > 0 } variable ? variable : Path.Combine(folder.Path, "data");
        var sets = DetectionSets.Open(experiment.Data, null, drawn);
        var hashes = sets.Source.Sha256.Concat(alsoTrainedOn.Select(name => KeyValuePair.Create(name, new string('a', 64)))).ToDictionary();
        var spec = Samples.Spec(declared, Profile.Smoke, data: sets.Source with { Sha256 = hashes });
        var path = Path.Combine(store.WorkFolder(spec), DetectionRun.DetectionsFile);
        AtomicFile.Write(path, Detections(sets).ToString());
        var scores = DetectionScores.Of(sets, DetectionResults.Load(path, sets.Validation.Dataset));
        var categories = sets.Validation.Dataset.Categories;
        var record = Samples.Record(spec) with
        {
            Metrics = scores.Metrics.Append(KeyValuePair.Create("trainLoss", 1.0)).ToDictionary(),
            Accuracy = [],
            PerClass = [],
            Categories =
            [
                .. scores.Categories.Select((score, i) => new CategoryResult(
                    categories.Ids[i], categories.Names[i], categories.FrequencyGroups[i], sets.Frequency.ImageCounts[i], score.Objects, score.Ap, score.BoxAp, 0, 0, null)),
            ],
        };
        store.Write(record);
        return (record, sets);
    }

    private static JArray Detections(DetectionSets sets)
    {
        var (dataset, annotations) = (sets.Validation.Dataset, sets.Validation.Dataset.Annotations);
        var polygons = sets.OpenImages is null ? JObject.Parse(File.ReadAllText(dataset.Source))["annotations"]!.ToDictionary(item => (long)item["id"]!, item => item["segmentation"]!) : null;
        return new JArray(Enumerable.Range(0, annotations.Count).Where(i => i % 3 != 0).Select(i =>
        {
            var box = annotations.Boxes[i];
            var category = i % 5 == 0 ? (annotations.Categories[i] + 1) % dataset.Categories.Count : annotations.Categories[i];
            var json = new JObject
            {
                ["image_id"] = dataset.Images.Ids[annotations.Images[i]],
                ["category_id"] = dataset.Categories.Ids[category],
                ["score"] = 1.0 - i / (annotations.Count + 1.0),
                ["bbox"] = new JArray(box.X, box.Y, box.Width, box.Height),
            };
            if (polygons is not null)
                json["segmentation"] = polygons[annotations.Ids[i]];
            return json;
        }));
    }
}

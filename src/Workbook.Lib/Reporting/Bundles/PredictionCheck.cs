using System.Globalization;
using Newtonsoft.Json.Linq;
using Workbook.Data.Detection;
using Workbook.Data.OpenImages;
using Workbook.Data.Synthetic;
using Workbook.Evaluation;
using Workbook.Evaluation.OpenImages;
using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Results;
using Workbook.Training;

namespace Workbook.Reporting.Bundles;

/// <summary>Evaluates the predictions of a bundle again and holds the metrics of its records against the outcome.</summary>
/// <param name="files">The bundle by name.</param>
internal sealed class PredictionCheck(IReadOnlyDictionary<string, BundleFile> files)
{
    // Known only to who trained: the loss, and the share of tail categories in the training set.
    private static readonly string[] OfTraining = ["trainLoss", "tr"];

    /// <summary>The truth of these runs that is in the bundle but not what their data sets' hashes say.</summary>
    public IEnumerable<string> TruthProblems(IEnumerable<StoredRecord> records) =>
        from data in records.Select(stored => stored.Record.Spec.Data).DistinctBy(BundlePredictions.TruthOf)
        from hash in data.Sha256
        let name = BundlePredictions.TruthOf(data) + hash.Key
        where files.ContainsKey(name) && files[name].Sha256 != hash.Value
        select $"{name}: SHA-256 {files[name].Sha256}, but runs were evaluated on {hash.Value}";

    /// <summary>Evaluates a run's predictions.</summary>
    /// <returns>How many numbers were compared, and what does not hold; null where predictions or truth are not in the bundle.</returns>
    /// <exception cref="InvalidDataException">A file is not what it should be.</exception>
    public (int Compared, IReadOnlyList<string> Problems)? Check(StoredRecord stored)
    {
        var record = stored.Record;
        if (record.Status != RunStatus.Finished || !files.TryGetValue(BundlePredictions.FileOf(stored), out var predictions))
            return null;
        var truth = BundlePredictions.TruthOf(record.Spec.Data);
        var numbers = record.Spec.Experiment switch
        {
            ClassificationExperiment when files.TryGetValue(truth + BundlePredictions.LabelsFile, out var labels) => Classification(record, predictions, labels),
            { Evaluated: SyntheticLongTail data } when Truth(data, truth, record) is { } sets => Detection(record, predictions, sets),
            _ => null,
        };
        if (numbers is null)
            return null;
        var all = numbers.ToArray();
        var problems = all.Where(number => !Same(number.Recorded, number.Evaluated)).Select(number => string.Create(
            CultureInfo.InvariantCulture, $"{number.What} is recorded as {Text(number.Recorded)}, but {predictions.Name} gives {Text(number.Evaluated)}"));
        return (all.Length, [.. problems]);
    }

    private static IEnumerable<(string What, double? Recorded, double? Evaluated)> Classification(RunRecord record, BundleFile predictions, BundleFile labelsFile)
    {
        var labels = JObject.Parse(labelsFile.Text())["labels"]?.ToObject<long[]>() ?? throw new InvalidDataException($"{labelsFile.Name} has no labels");
        var (values, rows, columns) = NumpyScores.Read(predictions);
        if (rows != labels.Length || columns != record.PerClass.Count)
            throw new InvalidDataException($"{predictions.Name} has scores of {rows} x {columns}, expected {labels.Length} labels x {record.PerClass.Count} classes");
        var shotImages = ((ClassificationExperiment)record.Spec.Experiment).Data.ShotImages;
        var evaluator = new ClassificationEvaluator([.. record.PerClass.Select(item => item.Name)], [.. record.PerClass.Select(item => item.TrainImages)], shotImages);
        evaluator.Add(NumpyScores.AsFloats(values), labels);
        var result = evaluator.Result();
        var metrics = result.Shots.ToDictionary(shot => shot.Key.ToString().ToLowerInvariant(), shot => shot.Value);
        (metrics["top1"], metrics["top5"]) = (result.Top1, result.Top5);
        return Metrics(record, metrics).Concat(record.PerClass.Zip(result.PerClass).SelectMany(pair => new (string, double?, double?)[]
        {
            ($"top1 of {pair.First.Name}", pair.First.Top1, pair.Second.Top1),
            ($"test images of {pair.First.Name}", pair.First.TestImages, pair.Second.TestImages),
        }));
    }

    private static IEnumerable<(string What, double? Recorded, double? Evaluated)> Detection(RunRecord record, BundleFile predictions, DetectionSets sets)
    {
        var dataset = sets.Validation.Dataset;
        if (dataset.Categories.Count != record.Categories.Count)
            throw new InvalidDataException($"{dataset.Source} has {dataset.Categories.Count} categories, the record {record.Categories.Count}");
        using var stream = predictions.Open();
        var scores = DetectionScores.Of(sets, DetectionResults.Load(stream, predictions.Name, dataset));
        return Metrics(record, scores.Metrics).Concat(record.Categories.Zip(scores.Categories).SelectMany(pair => new (string, double?, double?)[]
        {
            ($"AP of {pair.First.Name}", pair.First.Ap, pair.Second.Ap),
            ($"AP of boxes of {pair.First.Name}", pair.First.BoxAp, pair.Second.BoxAp),
            ($"objects of {pair.First.Name}", pair.First.Objects, pair.Second.Objects),
        }));
    }

    private static IEnumerable<(string What, double? Recorded, double? Evaluated)> Metrics(RunRecord record, IReadOnlyDictionary<string, double> evaluated) =>
        from id in record.Metrics.Keys.Except(OfTraining).Union(evaluated.Keys)
        select (id, record.Metrics.TryGetValue(id, out var value) ? value : (double?)null, evaluated.TryGetValue(id, out var again) ? again : (double?)null);

    // The training images of each category are those of the record; nothing else of the training set counts in an evaluation.
    private DetectionSets? Truth(SyntheticLongTail data, string folder, RunRecord record)
    {
        string[] names = [.. BundlePredictions.AnnotationFiles(new SyntheticDetectionSet("", data.Format, data.Size, 0)).Select(path => folder + Path.GetFileName(path))];
        string[] needed = data.Format == SyntheticDetectionKind.Lvis ? names : [.. names, folder + BundlePredictions.ImagesFile];
        if (!needed.All(files.ContainsKey) || record.Categories.Count == 0)
            return null;
        Stream Open(string name) => files[name].Open();
        long[] counts = [.. record.Categories.Select(category => category.TrainImages)];
        var frequency = new ClassFrequency(counts, Math.Max(1, counts.Max()), folder, "");
        var split = new DetectionSplit(DetectionDataset.Load(Open(needed[^1]), needed[^1]), _ => "");
        if (data.Format == SyntheticDetectionKind.Lvis)
            return new DetectionSets(split, split, frequency, record.Spec.Data);
        var classes = Data.OpenImages.OpenImagesClasses.Load(Open(names[3]), names[3]);
        var annotated = OpenImagesDataset.Load(Open(names[0]), names[0], Open(names[1]), names[1], classes);
        return new DetectionSets(
            split, split, frequency, record.Spec.Data,
            new OpenImagesTruth(annotated, OpenImagesHierarchy.Load(Open(names[2]), names[2], classes), new ImageNumberGroups(counts)));
    }

    private static bool Same(double? one, double? other) =>
        one is { } a && other is { } b ? Math.Abs(a - b) <= RecordSums.Tolerance : one is null && other is null;

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "nothing";
}

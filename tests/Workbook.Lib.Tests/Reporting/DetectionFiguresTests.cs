using System.Globalization;
using Newtonsoft.Json.Linq;
using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.Synthetic;
using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Reporting;
using Workbook.Reporting.Detection;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;
using Figure = Workbook.Reporting.Figure;

namespace Workbook.Tests.Reporting;

public sealed class DetectionFiguresTests
{
    private static readonly TableRow SigmoidRow = DetectionSamples.Table5.Row("sigmoid");
    private static readonly TableRow EqlRow = DetectionSamples.Table5.Row("eql");

    [Fact]
    public void GradientsByCategory_TwoSeeds_AreAveragedAndSortedByTrainingImages()
    {
        // One image, 400, 50, 400: the two of 400 in the order of their ids.
        CategoryResult[] Sigmoid(double more) =>
        [
            DetectionSamples.Category(1, "rare bird", FrequencyGroup.Rare, 1, positive: 0.001, negative: 0.004 + more),
            DetectionSamples.Category(2, "cup", FrequencyGroup.Frequent, 400, positive: 0.2 + more, negative: 0.1),
            DetectionSamples.Category(3, "sled", FrequencyGroup.Common, 50, positive: 0.02, negative: 0.03),
            DetectionSamples.Category(4, "dish", FrequencyGroup.Frequent, 400, positive: 0.3, negative: 0.1),
        ];
        CategoryResult[] eql = [.. Sigmoid(0).Select(category => category with { NegativeGradient = category.NegativeGradient / 2 })];
        var (sigmoid, method) = Rows([Sigmoid(0), Sigmoid(0.002)], [eql]);

        var figure = DetectionFigures.GradientsByCategory(sigmoid, method);

        var traces = Traces(figure);
        Assert.Equal(["positive, Sigmoid", "negative, Sigmoid", "negative, EQL"], traces.Select(trace => (string?)trace["name"]));
        Assert.Equal(["1,2,3,4: 0.201,0.3,0.02,0.001", "1,2,3,4: 0.1,0.1,0.03,0.005", "1,2,3,4: 0.05,0.05,0.015,0.002"], traces.Select(Points));
        Assert.Equal(["#009e73", "#e69f00", "#0072b2"], traces.Select(trace => (string?)trace["line"]!["color"]));
        Assert.Equal("rare bird (rare)<br>1 training image, 7 objects to be found<br>negative, Sigmoid: 0.005 (mean of 2 seeds)", (string?)traces[1]["hovertext"]![3]);
        // 0.3 is more than a hundred times 0.001.
        Assert.Equal("log", (string?)figure.ToJson()["layout"]!["yaxis"]!["type"]);
        Assert.Equal([(0.5, 2.5), (2.5, 3.5), (3.5, 4.5)], Bands(figure));
        Assert.Equal(["frequent<br>2", "common<br>1", "rare<br>1"], Notes(figure));
        Assert.EndsWith("is the larger one in 1 of 1 rare categories, in 1 of 1 common categories, in 0 of 2 frequent categories.", figure.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "linear")]
    [InlineData(0.0011, "linear")]
    [InlineData(0.0009, "log")]
    public void GradientsByCategory_Axis_IsLogarithmicOverTwoDecadesWithoutZero(double least, string type)
    {
        CategoryResult[] categories = [DetectionSamples.Category(1, "a", FrequencyGroup.Rare, 1, positive: least, negative: 0.1)];
        var (sigmoid, eql) = Rows([categories], [categories]);

        Assert.Equal(type, (string?)DetectionFigures.GradientsByCategory(sigmoid, eql).ToJson()["layout"]!["yaxis"]!["type"]);
    }

    [Fact]
    public void ProbabilityByCategory_MissingValues_AreLeftOut()
    {
        CategoryResult[] Categories(double? first, double? second, double? third) =>
        [
            DetectionSamples.Category(1, "a", FrequencyGroup.Frequent, 300, probability: first),
            DetectionSamples.Category(2, "b", FrequencyGroup.Common, 30, probability: second),
            DetectionSamples.Category(3, "c", FrequencyGroup.Rare, 3, probability: third),
        ];
        var (sigmoid, eql) = Rows([Categories(0.8, null, 0.1), Categories(0.6, null, null)], [Categories(0.9, 0.5, null)]);

        var traces = Traces(DetectionFigures.ProbabilityByCategory(sigmoid, eql));

        // "c" has a value in one of the two seeds.
        Assert.Equal(["EQL #d55e00 1,2: 0.9,0.5", "Sigmoid #0072b2 1,3: 0.7,0.1"], traces.Select(trace => $"{trace["name"]} {trace["line"]!["color"]} {Points(trace)}"));
    }

    [Fact]
    public void ProbabilityByCategory_RowWithoutAnyValue_IsNamed()
    {
        CategoryResult[] none = [DetectionSamples.Category(1, "a", FrequencyGroup.Rare, 1)];
        CategoryResult[] one = [DetectionSamples.Category(1, "a", FrequencyGroup.Rare, 1, probability: 0.5)];
        var (sigmoid, eql) = Rows([one], [none]);

        var figure = DetectionFigures.ProbabilityByCategory(sigmoid, eql);

        Assert.Empty(figure.ToJson()["data"]!);
        Assert.Equal("No finished run with probabilities is recorded for EQL.", figure.Description);
    }

    [Fact]
    public void GainByCategory_CategoriesAndGroups_AreDifferencesOfMeans()
    {
        CategoryResult[] Categories(double? first, double? second, double? third, double? fourth) =>
        [
            DetectionSamples.Category(1, "a", FrequencyGroup.Frequent, 300, first),
            DetectionSamples.Category(2, "b", FrequencyGroup.Rare, 9, second),
            DetectionSamples.Category(3, "c", FrequencyGroup.Rare, 3, third),
            DetectionSamples.Category(4, "d", FrequencyGroup.Rare, 2, fourth),
        ];
        var (sigmoid, eql) = Rows([Categories(30, 10, 0, null), Categories(34, 14, 2, null)], [Categories(31, 20, 5, null)]);

        var figure = DetectionFigures.GainByCategory(sigmoid, eql);

        // Markers, then the mean of the group from edge to edge: (8 + 4) / 2.
        Assert.Equal(
            ["frequent 1: -1", "frequent 0.5,1.5: -1,-1", "rare 2,3: 8,4", "rare 1.5,3.5: 6,6"],
            Traces(figure).Select(trace => $"{trace["name"]} {Points(trace)}"));
        Assert.Equal("b (rare)<br>9 training images, 7 objects to be found<br>12.0 → 20.0: +8.0 points", (string?)Traces(figure)[2]["hovertext"]![0]);
        // The group has a place for "d" too, which has no object to be found.
        Assert.Equal([(0.5, 1.5), (1.5, 4.5)], Bands(figure));
    }

    [Fact]
    public void GainByCategory_WithoutGroups_HasNoBands()
    {
        var (sigmoid, eql) = Rows([[DetectionSamples.Category(1, "a", FrequencyGroup.None, 5, 10)]], [[DetectionSamples.Category(1, "a", FrequencyGroup.None, 5, 12)]]);

        var figure = DetectionFigures.GainByCategory(sigmoid, eql);

        Assert.Equal(["no group 1: 2", "no group 0.5,1.5: 2,2"], Traces(figure).Select(trace => $"{trace["name"]} {Points(trace)}"));
        Assert.Empty(Bands(figure));
    }

    [Fact]
    public void FiguresOfTwoRows_RowWithoutRecords_IsNamed()
    {
        var report = DetectionSamples.Report(DetectionSamples.Table5, [DetectionSamples.Whole(SigmoidRow, seed: 0)]);
        var (sigmoid, eql) = (report.Row("sigmoid"), report.Row("eql"));

        Assert.Equal(
            [
                "No finished run with results by category is recorded for EQL.", "No finished run with probabilities is recorded for EQL.",
                "No finished run with results by category is recorded for EQL.", "No finished run with example images is recorded for EQL.",
            ],
            new[]
            {
                DetectionFigures.GradientsByCategory(sigmoid, eql), DetectionFigures.ProbabilityByCategory(sigmoid, eql), DetectionFigures.GainByCategory(sigmoid, eql),
                DetectionFigures.DetectionsInImage(sigmoid, eql),
            }.Select(figure => figure.Description));
    }

    [Fact]
    public void ThresholdFunctions_Curves_AreThePapers()
    {
        var traces = Traces(DetectionFigures.ThresholdFunctions());

        Assert.Equal(3, traces.Length);
        Assert.Equal("0,0.00176,0.004: 1,0,0", Points(traces[0]));
        Assert.Equal("hv", (string?)traces[0]["line"]!["shape"]);
        // At 1e-3: 1 - 0.4^2; 1 - exp(-80 exp(-3)) = 1 - exp(-3.98297).
        Assert.Equal([0.84, 0.98137], traces[1..].Select(trace => (double)trace["y"]![Array.IndexOf([.. trace["x"]!.Select(x => (double)x)], 1e-3)]!));
        // From 1/400 on.
        Assert.Equal(0, (double)traces[1]["y"]![100]!);
        Assert.Equal(0.0025, (double)traces[1]["x"]![100]!);
    }

    [Fact]
    public void ThresholdFunctions_Categories_AreARugWithoutThoseBeyond()
    {
        var figure = DetectionFigures.ThresholdFunctions(new ClassFrequency([3, 1, 3, 4, 5], 1000, "test", ""));

        var rug = Traces(figure)[3];
        Assert.Equal("0.001,0.003,0.004: -0.06,-0.06,-0.06", Points(rug));
        Assert.Equal("f 3e-3: 3 training images<br>categories: 2", (string?)rug["hovertext"]![1]);
        Assert.EndsWith("of 5 categories in 1,000 training images, 4 lie in this range.", figure.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void DetectionsInImage_Boxes_AreOutlinesByTruthAndPanel()
    {
        var (without, with) = Pair(
            Example([Box("cat", 10, 20, 30, 40)], [Box("cat", 11, 21, 30, 40, 0.9), Box("dog", 50, 2, 20, 10, 0.45, isTrue: false)]),
            Example([Box("cat", 10, 20, 30, 40)], [Box("cat", 12, 22, 30, 40, 0.8)]));

        var figure = DetectionFigures.DetectionsInImage(without, with);

        var traces = Traces(figure);
        Assert.Equal(
            [
                "annotated x", "detected, false x", "detected, false x", "detected, true x", "detected, true x",
                "annotated x2", "detected, false x2", "detected, false x2", "detected, true x2", "detected, true x2",
            ],
            traces.Select(trace => $"{trace["name"]} {trace["xaxis"]}"));
        // Around the box, corner by corner with the middles of edges; then a gap.
        Assert.Equal("10,25,40,40,40,25,10,10,10,10: 20,20,20,40,60,60,60,40,20,", Points(traces[0]));
        Assert.Equal("50,60,70,70,70,60,50,50,50,50: 2,2,2,7,12,12,12,7,2,", Points(traces[1]));
        // Its name stands no higher than 3.5 % of the image.
        Assert.Equal("50: 3.5", Points(traces[2]));
        Assert.Equal(("text", "dog 0.45"), ((string?)traces[2]["mode"], (string?)traces[2]["text"]![0]));
        Assert.Equal("11: 21", Points(traces[4]));
        Assert.Equal("detected, true: cat 0.80", (string?)traces[8]["hovertext"]![0]);
        Assert.Equal(["#000000", "#d55e00", "#009e73"], new[] { 0, 1, 3 }.Select(index => (string?)traces[index]["line"]!["color"]));
        Assert.Equal([true, true, false, true, false, false, false, false, false, false], traces.Select(trace => (bool)trace["showlegend"]!));
        Assert.Equal(["EQL without E(r)<br>1 true, 1 false", "EQL<br>1 true, 0 false"], Notes(figure));
        // In pixels, down from the top, to one scale; nothing behind.
        var layout = figure.ToJson()["layout"]!;
        Assert.Equal([0, 120, 100, 0], layout["xaxis2"]!["range"]!.Concat(layout["yaxis2"]!["range"]!).Select(end => (int)end));
        Assert.Equal(["x", "x2"], new[] { "yaxis", "yaxis2" }.Select(axis => (string?)layout[axis]!["scaleanchor"]));
        Assert.Null(layout["images"]);
    }

    [Fact]
    public void DetectionsInImage_LongName_IsCutBesideTheBoxOnly()
    {
        var image = Example([], [Box("a very long name", 1, 50, 2, 3, 0.5)]);
        var (without, with) = Pair(image, image);

        var label = Traces(DetectionFigures.DetectionsInImage(without, with))[4];

        Assert.Equal("a very long n… 0.50", (string?)label["text"]![0]);
        Assert.Equal("detected, true: a very long name 0.50", (string?)label["hovertext"]![0]);
    }

    [Theory]
    [InlineData(72, "72: 50", "top right")]
    [InlineData(73, "83: 50", "top left")]
    [InlineData(112, "120: 50", "top left")]
    public void DetectionsInImage_BoxFarToTheRight_HasItsLabelEndAtItsRightEdge(double left, string point, string position)
    {
        var image = Example([], [Box("cat", left, 50, 10, 10, 0.5)]);
        var (without, with) = Pair(image, image);

        var label = Traces(DetectionFigures.DetectionsInImage(without, with))[4];

        Assert.Equal((point, position), (Points(label), (string?)label["textposition"]![0]));
    }

    [Fact]
    public void DetectionsInImage_SeveralSeeds_TakesOneThatBothHave()
    {
        var example = Example([], []);
        var (without, with) = (DetectionSamples.Table4.Rows[0].Experiment!, DetectionSamples.Table4.Rows[1].Experiment!);
        var report = DetectionSamples.Report(DetectionSamples.Table4, [Record(without, 0), Record(without, 2), Record(with, 1), Record(with, 2)]);

        Assert.Contains("On the left seed 2, on the right seed 2.", DetectionFigures.DetectionsInImage(report.Rows[0], report.Rows[1]).Description, StringComparison.Ordinal);

        RunRecord Record(Experiment experiment, int seed) => DetectionSamples.Record(experiment, seed) with { Examples = [example] };
    }

    [Fact]
    public void DetectionsInImage_OtherImages_IsAStatement()
    {
        var (without, with) = Pair(Example([], []), Example([], []) with { ImageId = 8 });

        Assert.Equal("The runs of EQL without E(r) and of EQL show no image in common.", DetectionFigures.DetectionsInImage(without, with).Description);
    }

    [Fact]
    public void DetectionsInImage_SyntheticSet_LiesOnThePicture()
    {
        var report = DetectionSamples.Report(DetectionSamples.Table4, DetectionSamples.Table4.Rows.Select(row => DetectionSamples.Whole(row, seed: 0)));

        var figure = DetectionFigures.DetectionsInImage(report.Rows[0], report.Rows[1]).ToJson();

        var images = figure["layout"]!["images"]!.ToArray();
        Assert.Equal(["x y 103 150", "x2 y2 103 150"], images.Select(image => $"{image["xref"]} {image["yref"]} {image["sizex"]} {image["sizey"]}"));
        var source = (string)images[0]["source"]!;
        Assert.StartsWith("data:image/png;base64,", source, StringComparison.Ordinal);
        var decoded = PngCodec.Decode(Convert.FromBase64String(source.Split(',')[1]), "figure", []);
        Assert.Equal((103, 150), (decoded.Width, decoded.Height));
    }

    [Fact]
    public void ExamplePicture_SyntheticSet_IsTheImageOnDisk()
    {
        using var folder = new TemporaryFolder();
        var set = SyntheticDetection.Write(Path.Combine(folder.Path, "set"), SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Smoke, seed: 0);
        var dataset = DetectionDataset.Load(set.Annotations(SyntheticSplit.Validation));
        var objects = Enumerable.Range(0, dataset.Annotations.Count).Where(i => dataset.Annotations.Images[i] == 5)
            .Select(i => (Box: dataset.Annotations.Boxes[i], Category: dataset.Annotations.Categories[i]));
        var example = new ExampleImage(
            dataset.Images.Ids[5], 5, dataset.Images.Widths[5], dataset.Images.Heights[5],
            [.. objects.Select(item => Box(dataset.Categories.Names[item.Category], item.Box.X, item.Box.Y, item.Box.Width, item.Box.Height))], []);
        var spec = Samples.Spec(Baselines.MaskRcnnR50Fpn, Profile.Smoke, data: set.Source);

        var picture = ExamplePicture.Of(spec, example);

        var file = Directory.GetFiles(set.Images(SyntheticSplit.Validation)).Order(StringComparer.Ordinal).ElementAt(5);
        Assert.Equal(ImageFile.Load(file).Pixels, picture!.Pixels);
        // Another image, another size, other objects, a real set: no picture rather than a wrong one.
        Assert.Null(ExamplePicture.Of(spec, example with { Index = 6 }));
        Assert.Null(ExamplePicture.Of(spec, example with { Index = 24 }));
        Assert.Null(ExamplePicture.Of(spec, example with { Width = example.Width + 1 }));
        Assert.Null(ExamplePicture.Of(spec, example with { Objects = [.. example.Objects.Skip(1)] }));
        Assert.Null(ExamplePicture.Of(Samples.Spec(Baselines.MaskRcnnR50Fpn, Profile.Paper), example));
    }

    [Fact]
    public void ApByGroup_TwoSeeds_AreBarsWithIntervalsBesideThePublished()
    {
        var report = DetectionSamples.Report(
            DetectionSamples.Table4,
            [
                DetectionSamples.Record(DetectionSamples.Table4.Rows[1].Experiment!, 0) with { Metrics = DetectionSamples.Metrics(20, 10, 21, 24) },
                DetectionSamples.Record(DetectionSamples.Table4.Rows[1].Experiment!, 1) with { Metrics = DetectionSamples.Metrics(22, 10, 23, 24) },
            ]);

        var figure = DetectionFigures.ApByGroup(report);

        // Two places of 0.43 from -0.43; a bar has 0.6 of one, the marker the middle of the rest: -0.43 + 0.43 * 0.8, 0.43 * 0.3, 0.43 * 0.8.
        var traces = Traces(figure);
        Assert.Equal(
            [
                "scatter EQL without E(r) -0.086,0.914,1.914,2.914: 22.2,12.5,24.7,23.1",
                "bar EQL 0.129,1.129,2.129,3.129: 21,10,22,24",
                "scatter EQL 0.344,1.344,2.344,3.344: 22.8,11.3,24.7,25.1",
            ],
            traces.Select(trace => $"{trace["type"]} {trace["name"]} {Points(trace)}"));
        Assert.Equal([true, true, false], traces.Select(trace => (bool)(trace["showlegend"] ?? true)));
        // Student's t with one degree of freedom is 12.7062; the standard error of 20 and 22 is 1.
        Assert.Equal([12.7062, 0, 12.7062, 0], traces[1]["error_y"]!["array"]!.Select(end => (double)end));
        Assert.Equal("EQL: AP (mean of 2 seeds)<br>here 21.00, 95 % interval 8.29 to 33.71<br>published 22.8", (string?)traces[1]["hovertext"]![0]);
        Assert.Equal(["AP", "APr", "APc", "APf"], figure.ToJson()["layout"]!["xaxis"]!["ticktext"]!.Select(text => (string?)text));
    }

    [Fact]
    public void PairGains_SharedSeeds_ArePairedBesideThePublished()
    {
        var table = DetectionSamples.Table1;
        var (sigmoid, eql) = (table.Row("mask-r-cnn-r-50-fpn").Experiment!, table.Row("mask-r-cnn-r-50-fpn,-eql").Experiment!);
        var report = DetectionSamples.Report(
            table,
            [
                DetectionSamples.Record(sigmoid, 0) with { Metrics = DetectionSamples.Metrics(10, 1, 9, 20) },
                DetectionSamples.Record(sigmoid, 1) with { Metrics = DetectionSamples.Metrics(12, 3, 9, 20) },
                DetectionSamples.Record(eql, 0) with { Metrics = DetectionSamples.Metrics(11, 5, 10, 19) },
                DetectionSamples.Record(eql, 1) with { Metrics = DetectionSamples.Metrics(13, 7, 12, 19) },
            ]);

        var traces = Traces(DetectionFigures.PairGains(report));

        Assert.Equal(
            [
                "Mask R-CNN R-50-C4 2.8,6.5,3.8,-0.2", "Mask R-CNN R-101-C4 2.3,5.3,3.4,-0.1", "Mask R-CNN R-50-FPN 1,4,2,-1", "Mask R-CNN R-50-FPN 2.7,4.1,4.8,-0.3",
                "Mask R-CNN R-101-FPN 2.6,4.8,4.1,-0.1", "Cascade Mask R-CNN R-50-FPN 2,4.1,2.9,-0.2", "Cascade Mask R-CNN R-101-FPN 3,4.3,5,0.1",
            ],
            traces.Select(trace => $"{trace["name"]} {Points(trace).Split(": ")[1]}"));
        // Seed by seed AP gains 1 and 1; APc 1 and 3, whose standard error is 1.
        Assert.Equal([0, 0, 12.7062, 0], traces[2]["error_y"]!["array"]!.Select(end => (double)end));
        Assert.Equal(
            "Mask R-CNN R-50-FPN: gain in APc (seeds 0, 1)<br>here 2.00, 95 % interval -10.71 to 14.71<br>published 4.8", (string?)traces[2]["hovertext"]![2]);
    }

    [Fact]
    public void PairGains_RowsOnDifferentData_AreNotSubtracted()
    {
        var table = DetectionSamples.Table1;
        var report = DetectionSamples.Report(
            table, [DetectionSamples.Record(table.Rows[0].Experiment!), DetectionSamples.Record(table.Rows[1].Experiment!, data: DetectionSamples.Synthetic)]);

        Assert.Equal("No detector has runs with both losses recorded at this profile.", DetectionFigures.PairGains(report).Description);
    }

    [Fact]
    public void ApOverLambda_Measured_StandsAtItsOwnTailRatio()
    {
        var table = DetectionSamples.Table2;
        RunRecord Record(int row, double apRare, double tailRatio) => DetectionSamples.Record(table.Rows[row].Experiment!) with
        {
            Metrics = new Dictionary<string, double>(DetectionSamples.Metrics(10, apRare, 9, 20)) { ["tr"] = tailRatio },
        };
        var report = DetectionSamples.Report(table, [Record(5, 4, 9.05), Record(0, 1, 0), Record(1, 3, 0.96)]);

        var figure = DetectionFigures.ApOverLambda(report);

        var traces = Traces(figure);
        Assert.Equal(["AP", "AP", "APr", "APr", "APc", "APc", "APf", "APf"], traces.Select(trace => (string?)trace["name"]));
        Assert.Equal(["solid", "dash"], traces[2..4].Select(trace => (string?)trace["line"]!["dash"]));
        Assert.Equal("0,0.96,9.05: 1,3,4", Points(traces[2]));
        Assert.Equal("0,0.93,3.14,4.88,7.82,9.08,9.83,13.12,18.17: 7.2,11.7,11.2,11.4,11,11.3,11.3,11,10", Points(traces[3]));
        Assert.Equal("lambda 1.76e-3<br>lambda 1.76e-3 on LVIS, tail ratio 9.05 %<br>APr 4.00 here<br>seed 0", (string?)traces[2]["hovertext"]![2]);
        Assert.Equal([(0, 9.08)], Bands(figure));
    }

    [Fact]
    public void TrainingCurves_WithoutAccuracy_IsTheLossAlone()
    {
        var experiment = DetectionSamples.Table4.Rows[0].Experiment!;
        var report = DetectionSamples.Report(
            DetectionSamples.Table4,
            [
                DetectionSamples.Record(experiment, 0) with { Curve = [new(0, 4, 0.1), new(9, 2, 0.1)] },
                DetectionSamples.Record(experiment, 1) with { Curve = [new(0, 5, 0.1), new(9, 3, 0.1)] },
            ]);

        var figure = ClassificationFigures.TrainingCurves(report);

        var trace = Assert.Single(Traces(figure));
        Assert.Equal("1,10: 4.5,2.5", Points(trace));
        Assert.True((bool)trace["showlegend"]!);
        Assert.Null(figure.ToJson()["layout"]!["xaxis2"]);
        Assert.Equal(["Training loss"], Notes(figure));
    }

    [Theory]
    [InlineData("table1", new[] { 0, 1 }, "Gain of EQL over", "Training of")]
    [InlineData("table2", new[] { 0 }, "Average precision over the tail ratio", "Training of")]
    [InlineData("table4", new[] { 0, 1 }, "Average precision by", "Detections in", "Training of")]
    [InlineData("table4", new[] { 1 }, "Average precision by", "Training of")]
    [InlineData("table5", new[] { 0, 1, 4 }, "Average precision by", "Gradients of", "Predicted probability", "Gain in AP of", "Training of")]
    [InlineData("table5", new[] { 0, 4 }, "Average precision by", "Training of")]
    [InlineData("table5", new int[0])]
    public void TableFigures_RecordedRows_DecideWhatIsShown(string id, int[] recorded, params string[] titles)
    {
        var table = new[] { DetectionSamples.Table1, DetectionSamples.Table2, DetectionSamples.Table4, DetectionSamples.Table5 }.Single(table => table.Id == id);
        var report = DetectionSamples.Report(table, recorded.Select(row => DetectionSamples.Whole(table.Rows[row], seed: 0)));

        var figures = TableFigures.Of(report);

        Assert.Equal(titles, figures.Select((figure, index) => figure.Title[..titles[index].Length]));
        Assert.All(figures, figure => Assert.NotEmpty(figure.ToJson()["data"]!));
        // Not that of class-aware sampling, which comes first and has the sigmoid loss too.
        if (titles.Length == 5)
            Assert.Contains("Sigmoid", figures[3].Title, StringComparison.Ordinal);
    }

    [Fact]
    public void TableFigures_Table3_ShowsTheFunctionsWithoutRuns() => Assert.Equal(
        ["The three forms of the threshold function T(f)"],
        TableFigures.Of(DetectionSamples.Report(DetectionSamples.Table("table3", EqlRow), [])).Select(figure => figure.Title));

    [Theory]
    [InlineData(Profile.Smoke, true, "Profile smoke: the numbers mean nothing. SYNTHETIC data", "SYNTHETIC")]
    [InlineData(Profile.Smoke, false, "Profile smoke: the numbers mean nothing", "SMOKE")]
    [InlineData(Profile.Mini, true, "Profile mini. SYNTHETIC data", "SYNTHETIC")]
    public void EveryFigure_NoResult_SaysSo(Profile profile, bool synthetic, string ending, string mark)
    {
        CategoryResult[] categories = [DetectionSamples.Category(1, "a", FrequencyGroup.Rare, 5, 10, 0.1, 0.1, 0.5)];
        RunRecord Record(TableRow row) => DetectionSamples.Record(row.Experiment!, 0, profile, synthetic ? DetectionSamples.Synthetic : DetectionSamples.Real) with
        {
            Categories = categories, Examples = [Example([], [])],
        };
        TableReport Report(PaperTable table) => DetectionSamples.Report(table, table.Rows.Select(Record));
        var (pairs, lambdas, excluding, methods) = (
            Report(DetectionSamples.Table1), Report(DetectionSamples.Table2), Report(DetectionSamples.Table4), Report(DetectionSamples.Table5));

        foreach (var figure in new[] { pairs, lambdas, excluding, methods }.SelectMany(TableFigures.Of))
        {
            Assert.EndsWith(ending, figure.Title, StringComparison.Ordinal);
            Assert.Contains(figure.ToJson()["layout"]!["annotations"]!, note => (string?)note["text"] == mark);
        }
    }

    [Fact]
    public void EveryFigure_HostileNames_AreText()
    {
        var hostile = Hostile.Text("name");
        var rows = new[] { DetectionSamples.Table4, DetectionSamples.Table5 }
            .Select(table => table with { Rows = [.. table.Rows.Select(row => row with { Label = $"{row.Label} {hostile}" })] })
            .Select(table => DetectionSamples.Report(table, table.Rows.Select(row => DetectionSamples.Whole(row, seed: 0, hostile))));
        var figures = rows.SelectMany(TableFigures.Of).ToArray();

        Assert.Equal(8, figures.Length);
        foreach (var figure in figures)
        {
            Markup.AssertSound(figure.ToHtml());
            Assert.DoesNotContain(Strings(figure.ToJson()), text => text.Replace("<br>", "", StringComparison.Ordinal).Contains('<', StringComparison.Ordinal));
        }
        Assert.Contains("name&lt;/script&gt;… 0.60", Strings(figures[1].ToJson()));

        // But for the groups of the legend, which are keys and not shown.
        static IEnumerable<string> Strings(JToken json) => json switch
        {
            JProperty { Name: "legendgroup" } => [],
            JContainer container => container.Children().SelectMany(Strings),
            { Type: JTokenType.String } => [(string)json!],
            _ => [],
        };
    }

    [Fact]
    public void EveryFigure_AnyCulture_IsTheSame()
    {
        var culture = CultureInfo.CurrentCulture;
        var invariant = All();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            Assert.Equal(invariant, All());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        static string[] All() =>
        [
            .. new[] { DetectionSamples.Table1, DetectionSamples.Table2, DetectionSamples.Table4, DetectionSamples.Table5 }
                .Select(table => DetectionSamples.Report(table, table.Rows.Select(row => DetectionSamples.Whole(row, seed: 0))))
                .SelectMany(TableFigures.Of).Append(DetectionFigures.ThresholdFunctions(new ClassFrequency([3, 1], 1000, "test", ""))).Select(figure => figure.ToHtml()),
        ];
    }

    private static (RowResults Sigmoid, RowResults Eql) Rows(CategoryResult[][] sigmoid, CategoryResult[][] eql)
    {
        var report = DetectionSamples.Report(
            DetectionSamples.Table5,
            [
                .. sigmoid.Select((categories, seed) => DetectionSamples.Record(SigmoidRow.Experiment!, seed) with { Categories = categories }),
                .. eql.Select((categories, seed) => DetectionSamples.Record(EqlRow.Experiment!, seed) with { Categories = categories }),
            ]);
        return (report.Row(SigmoidRow.Id), report.Row(EqlRow.Id));
    }

    private static (RowResults Without, RowResults With) Pair(ExampleImage without, ExampleImage with)
    {
        var report = DetectionSamples.Report(
            DetectionSamples.Table4,
            DetectionSamples.Table4.Rows.Zip([without, with], (row, image) => DetectionSamples.Record(row.Experiment!) with { Examples = [image] }));
        return (report.Rows[0], report.Rows[1]);
    }

    private static ExampleImage Example(ExampleBox[] objects, ExampleBox[] detections) => new(7, 6, 120, 100, objects, detections);

    private static ExampleBox Box(string category, double left, double top, double width, double height, double score = 1, bool isTrue = true) =>
        new(category, [left, top, width, height], score, isTrue);

    private static JToken[] Traces(Figure figure) => [.. figure.ToJson()["data"]!];

    private static string Points(JToken trace) => $"{string.Join(',', trace["x"]!.Select(Text))}: {string.Join(',', trace["y"]!.Select(Text))}";

    private static string Text(JToken number) => ((double?)number)?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static IEnumerable<(double, double)> Bands(Figure figure) =>
        figure.ToJson()["layout"]!["shapes"]!.Select(shape => ((double)shape["x0"]!, (double)shape["x1"]!));

    private static IEnumerable<string?> Notes(Figure figure) => figure.ToJson()["layout"]!["annotations"]!.Select(note => (string?)note["text"]);
}

using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.Synthetic;
using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Reporting.Detection;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;
using static Workbook.Tests.Reporting.DetectionFigureSamples;

namespace Workbook.Tests.Reporting;

public sealed class DetectionsInImageTests
{
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
        // Its name stands no higher than 5 % of the image.
        Assert.Equal("50: 5", Points(traces[2]));
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
    public void DetectionsInImage_LabelsInOnePlace_ShowThatOfTheHighestScore()
    {
        // Labels are 5 high; that of "cat 0.50", eight letters of 3.6, ends at 38.8, that of "dog 0.60" at 66.8.
        var image = Example([], [Box("cat", 10, 50, 9, 9, 0.5), Box("dog", 38, 53, 9, 9, 0.6, isTrue: false), Box("cow", 10, 47.9, 9, 9, 0.4), Box("emu", 67, 53, 9, 9, 0.3)]);
        var (without, with) = Pair(image, image);

        var traces = Traces(DetectionFigures.DetectionsInImage(without, with));

        Assert.Equal(["dog 0.60"], traces[2]["text"]!.Select(text => (string?)text));
        Assert.Equal(["cow 0.40", "emu 0.30"], traces[4]["text"]!.Select(text => (string?)text));
        Assert.Equal(3 * 10, traces[3]["x"]!.Count());
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
}

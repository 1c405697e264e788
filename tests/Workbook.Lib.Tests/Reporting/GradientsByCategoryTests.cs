using Workbook.Data.Detection;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;
using static Workbook.Tests.Reporting.DetectionFigureSamples;

namespace Workbook.Tests.Reporting;

public sealed class GradientsByCategoryTests
{
    [Fact]
    public void TwoSeeds_AreAveragedAndSortedByTrainingImages()
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
    public void Axis_IsLogarithmicOverTwoDecadesWithoutZero(double least, string type)
    {
        CategoryResult[] categories = [DetectionSamples.Category(1, "a", FrequencyGroup.Rare, 1, positive: least, negative: 0.1)];
        var (sigmoid, eql) = Rows([categories], [categories]);

        Assert.Equal(type, (string?)DetectionFigures.GradientsByCategory(sigmoid, eql).ToJson()["layout"]!["yaxis"]!["type"]);
    }
}

using Workbook.Data.Detection;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;
using static Workbook.Tests.Reporting.DetectionFigureSamples;

namespace Workbook.Tests.Reporting;

public sealed class ProbabilityByCategoryTests
{
    [Fact]
    public void MissingValues_AreLeftOut()
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
    public void RowWithoutAnyValue_IsNamed()
    {
        CategoryResult[] none = [DetectionSamples.Category(1, "a", FrequencyGroup.Rare, 1)];
        CategoryResult[] one = [DetectionSamples.Category(1, "a", FrequencyGroup.Rare, 1, probability: 0.5)];
        var (sigmoid, eql) = Rows([one], [none]);

        var figure = DetectionFigures.ProbabilityByCategory(sigmoid, eql);

        Assert.Empty(figure.ToJson()["data"]!);
        Assert.Equal("No finished run with probabilities is recorded for EQL.", figure.Description);
    }
}

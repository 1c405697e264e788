using Workbook.Data.Detection;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;
using static Workbook.Tests.Reporting.DetectionFigureSamples;

namespace Workbook.Tests.Reporting;

public sealed class GainByCategoryTests
{
    [Fact]
    public void CategoriesAndGroups_AreDifferencesOfMeans()
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
    public void WithoutGroups_HasNoBands()
    {
        var (sigmoid, eql) = Rows([[DetectionSamples.Category(1, "a", FrequencyGroup.None, 5, 10)]], [[DetectionSamples.Category(1, "a", FrequencyGroup.None, 5, 12)]]);

        var figure = DetectionFigures.GainByCategory(sigmoid, eql);

        Assert.Equal(["no group 1: 2", "no group 0.5,1.5: 2,2"], Traces(figure).Select(trace => $"{trace["name"]} {Points(trace)}"));
        Assert.Empty(Bands(figure));
    }
}

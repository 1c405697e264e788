using Workbook.Losses;
using Workbook.Reporting;
using Xunit;
using static Workbook.Tests.Reporting.DetectionFigureSamples;

namespace Workbook.Tests.Reporting;

public sealed class ThresholdFunctionsTests
{
    [Fact]
    public void Curves_AreThePapers()
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
    public void Categories_AreARugWithoutThoseBeyond()
    {
        var figure = DetectionFigures.ThresholdFunctions(new ClassFrequency([3, 1, 3, 4, 5], 1000, "test", ""));

        var rug = Traces(figure)[3];
        Assert.Equal("0.001,0.003,0.004: -0.06,-0.06,-0.06", Points(rug));
        Assert.Equal("f 3e-3: 3 training images<br>categories: 2", (string?)rug["hovertext"]![1]);
        Assert.EndsWith("of 5 categories in 1,000 training images, 4 lie in this range.", figure.Description, StringComparison.Ordinal);
    }
}

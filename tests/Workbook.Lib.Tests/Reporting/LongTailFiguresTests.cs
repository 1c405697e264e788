using Newtonsoft.Json.Linq;
using Workbook.Data.Detection;
using Workbook.Data.Statistics;
using Workbook.Losses;
using Workbook.Reporting;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed class LongTailFiguresTests
{
    [Fact]
    public void LvisCounts_FourCategories_AreRankedByImagesInTheirGroups()
    {
        var figure = LvisCounts.Of(
        [
            new(1, "few", "few.n.01", FrequencyGroup.Rare, 3, 5), new(2, "most", "most.n.01", FrequencyGroup.Frequent, 400, 900),
            new(3, "some", "some.n.01", FrequencyGroup.Common, 50, 60), new(4, "one", "one.n.01", FrequencyGroup.Rare, 1, 35),
        ]);

        // Images as a line, then instances as dots, for each group.
        var traces = Traces(figure);
        Assert.Equal(["images", "instances", "images", "instances", "images", "instances"], traces.Select(trace => (string?)trace["name"]));
        Assert.Equal(["lines", "markers"], traces[4..].Select(trace => (string?)trace["mode"]));
        Assert.Equal(["3,4", "3,1", "5,35"], new[] { traces[4]["x"], traces[4]["y"], traces[5]["y"] }.Select(Text));
        Assert.Equal("few (rare)<br>3 images, 5 instances", (string?)traces[4]["hovertext"]![0]);
        Assert.Equal([(0.5, 1.5), (1.5, 2.5), (2.5, 4.5)], Bands(figure));
        Assert.Equal(["frequent<br>1", "common<br>1", "rare<br>2"], Notes(figure));
        Assert.EndsWith(
            "In all 454 pairs of image and category, and 1,000 instances: 90.0 % in the 1 frequent categories, 6.0 % in the 1 common categories, "
            + "4.0 % in the 2 rare categories.",
            figure.Description,
            StringComparison.Ordinal);
    }

    [Fact]
    public void LvisCounts_Bands_AreInTheMiddleOfALinearAxis() =>
        Assert.Equal(158, (double)LongTailFigures.LvisCounts().ToJson()["layout"]!["annotations"]![0]!["x"]!);

    [Fact]
    public void TailRatio_ThreeCategories_StepsJustAboveTheirFrequencies()
    {
        // 1, 4 and 5 of 10 images: TR is 0 up to 0.1, then 1/10, above 0.4 1/2, above 0.5 all.
        var steps = Traces(TailRatioCurve.Of([new ClassFrequency([1, 4, 5], 10, "test", "")]))[0];

        Assert.Equal("hv", (string?)steps["line"]!["shape"]);
        Assert.Equal(["1E-05,0.1,0.4,0.5,0.75", "0,10,50,100,100"], new[] { steps["x"], steps["y"] }.Select(Text));
    }

    [Fact]
    public void TailRatio_Table2_IsThereInBothPanels()
    {
        var figure = LongTailFigures.TailRatio();

        var printed = Traces(figure).Where(trace => (string?)trace["name"] == "Table 2, as printed").ToArray();
        Assert.Equal(["0,0.93,3.14,4.88,7.82,9.08,9.83,13.12,18.17", "0.93,3.14,4.88,7.82,9.08,9.83,13.12,18.17"], printed.Select(trace => Text(trace["y"])));
        Assert.Equal(
            "lambda 1.76e-3: 9.08 % printed<br>9.087 %, 915 categories (of 57,263 images)<br>8.938 %, 912 categories (of 56,740 images)",
            (string?)printed[1]["hovertext"]![4]);
        Assert.Contains(
            "Of the 9 values that Table 2 prints, the counts give 8 divided by 57,263 and 4 divided by 56,740 images", figure.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void TailBoundaries_Lvis_SaysWhatIsLeftOut()
    {
        var figure = LongTailFigures.TailBoundaries();

        Assert.Equal(
            "Lambda 1.76e-4 of 57,263 images is 10.08 images: it selects all 454 rare categories. "
            + "Lambda 1.76e-4 of 56,740 images is 9.99 images: it selects 434 of the 454 rare categories and leaves out the 20 in exactly 10. "
            + "Lambda 1.76e-3 of 57,263 images is 100.78 images: it selects all 915 rare and common categories. "
            + "Lambda 1.76e-3 of 56,740 images is 99.86 images: it selects 912 of the 915 rare and common categories and leaves out the 3 in exactly 100.",
            figure.Description);
        var points = Traces(figure).Where(trace => (string?)trace["mode"] == "markers").Select(trace => $"{Text(trace["x"])}: {Text(trace["y"])}");
        Assert.Equal(["0.000176: 454", "0.000176: 434", "0.00176: 915", "0.00176: 912"], points);
    }

    [Fact]
    public void ClassSizes_OneSet_IsRankedAndCutIntoShots()
    {
        var figure = ClassSizes.Of([("Tiny", [19, 500, 20, 101, 100, 2])]);

        Assert.Equal("500,101,100,20,19,2", Text(Traces(figure)[0]["y"]));
        Assert.Equal("Tiny, class 1<br>500 training images (many)", (string?)Traces(figure)[0]["hovertext"]![0]);
        Assert.Equal([(0.5, 2.5), (2.5, 4.5), (4.5, 6.5)], Bands(figure));
        Assert.Equal(["many<br>2", "medium<br>2", "few<br>2"], Notes(figure));
    }

    [Fact]
    public void ClassSizes_BothSets_AreThePapers() => Assert.EndsWith(
        "CIFAR-100-LT: 100 classes, 9,502 images, 500 down to 2 a class. ImageNet-LT: 1,000 classes, 115,846 images, 1,280 down to 5 a class.",
        LongTailFigures.ClassSizes().Description,
        StringComparison.Ordinal);

    [Fact]
    public void OpenImagesTree_InANotebook_HoldsEveryClass()
    {
        var (html, text) = NotebookFormatting.Of(LongTailFigures.OpenImagesTree());

        Markup.AssertSound(html);
        foreach (var item in OpenImagesFamilies.Challenge2019.Classes)
        {
            Assert.Contains(System.Net.WebUtility.HtmlEncode(item.Name), html, StringComparison.Ordinal);
            Assert.Contains(item.Name, text, StringComparison.Ordinal);
        }
        Assert.Contains("500 classes in 5 levels: 57 have others below them, 443 have none, and 16 stand below two.", text, StringComparison.Ordinal);
        Assert.Contains("Oyster <span class=\"source\">(also in Invertebrate)</span>", html, StringComparison.Ordinal);
    }

    private static JToken[] Traces(Figure figure) => [.. figure.ToJson()["data"]!];

    private static string Text(JToken? numbers) =>
        string.Join(',', numbers!.Select(number => ((double)number).ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static IEnumerable<(double, double)> Bands(Figure figure) =>
        figure.ToJson()["layout"]!["shapes"]!.Select(shape => ((double)shape["x0"]!, (double)shape["x1"]!));

    private static IEnumerable<string?> Notes(Figure figure) => figure.ToJson()["layout"]!["annotations"]!.Select(note => (string?)note["text"]);
}

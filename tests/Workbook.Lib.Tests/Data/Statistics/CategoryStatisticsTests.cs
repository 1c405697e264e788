using Workbook.Data.Detection;
using Workbook.Data.Statistics;
using Workbook.Evaluation;
using Workbook.Experiments;
using Xunit;

namespace Workbook.Tests.Data.Statistics;

/// <summary>What is known of the data sets from elsewhere.</summary>
public sealed class CategoryStatisticsTests
{
    [Fact]
    public void Lvis_Categories_AreThoseOfVersion05()
    {
        var categories = LvisCategories.V05;

        Assert.Equal(Enumerable.Range(1, 1230), categories.Select(category => category.Id));
        Assert.Equal(new LvisCategory(4, "airplane", "airplane.n.01", FrequencyGroup.Frequent, 1052, 1978), categories[3]);
        Assert.Equal(201_417, categories.Sum(category => category.ImageCount));
        Assert.Equal(693_958, categories.Sum(category => category.InstanceCount));
        Assert.All(categories, category => Assert.InRange(category.ImageCount, 1, category.InstanceCount));
    }

    [Theory]
    [InlineData(FrequencyGroup.Rare, 454, 1, 10)]
    [InlineData(FrequencyGroup.Common, 461, 11, 100)]
    [InlineData(FrequencyGroup.Frequent, 315, 102, 1145)]
    public void Lvis_Group_HasItsSizeAndBounds(FrequencyGroup group, int members, int least, int most)
    {
        var counts = LvisCategories.V05.Where(category => category.Group == group).Select(category => category.ImageCount).ToArray();

        Assert.Equal((members, least, most), (counts.Length, counts.Min(), counts.Max()));
    }

    // Image counts of the tail, by summing the published list in another program; 201,417 in all.
    [Theory]
    [InlineData(56_740, 0.000176, 434, 1_681)]
    [InlineData(56_740, 11.0 / 56_740, 454, 1_881)]
    [InlineData(56_740, 0.000881, 808, 10_593)]
    [InlineData(56_740, 0.00176, 912, 18_002)]
    [InlineData(56_740, 0.00177, 915, 18_302)]
    [InlineData(56_740, 102.0 / 56_740, 915, 18_302)]
    [InlineData(56_740, 0.00352, 995, 29_791)]
    [InlineData(56_740, 0.0088, 1_072, 55_275)]
    [InlineData(56_740, 0.05, 1_230, 201_417)]
    [InlineData(57_263, 0.000176, 454, 1_881)]
    [InlineData(57_263, 0.00176, 915, 18_302)]
    public void Lvis_Lambda_SelectsThisTail(int total, double lambda, int categories, int images)
    {
        var frequency = LvisCategories.Frequency(total);

        Assert.Equal(categories, frequency.Tail(lambda).Count(tail => tail));
        Assert.Equal(images / 201_417.0, frequency.TailRatio(lambda), 1e-12);
    }

    // The one that does not is 7.82 at lambda 1.5e-3, where the counts give 7.84.
    [Fact]
    public void Lvis_TailRatiosOfTable2_AreThoseOfAllImagesButForOne()
    {
        var all = LvisCategories.Frequency(LvisCategories.TrainImages);
        var annotated = LvisCategories.Frequency(LvisCategories.AnnotatedTrainImages);

        Assert.Equal([0, 0.176e-3, 0.5e-3, 0.8e-3, 1.5e-3, 1.76e-3, 2e-3, 3e-3, 5e-3], PublishedTailRatio.All.Select(printed => printed.Lambda));
        Assert.Equal(["7.82"], PublishedTailRatio.All.Where(printed => !printed.Agrees(all)).Select(printed => printed.Text));
        Assert.Equal(["0.93", "7.82", "9.08", "13.12", "18.17"], PublishedTailRatio.All.Where(printed => !printed.Agrees(annotated)).Select(printed => printed.Text));
    }

    [Fact]
    public void ImageNetLongTail_Classes_HaveTheShotsOfOltr()
    {
        var counts = ImageNetLongTail.TrainCounts;

        Assert.Equal((1000, 115_846, 1280, 5), (counts.Count, counts.Sum(), counts.Max(), counts.Min()));
        Assert.Equal(
            [(Shot.Many, 385), (Shot.Medium, 479), (Shot.Few, 136)],
            counts.GroupBy(ClassificationEvaluator.ShotOf).Select(group => (group.Key, group.Count())).OrderBy(group => group.Key));
    }

    [Fact]
    public void OpenImages_Hierarchy_HasTheShapeOfTheChallenges()
    {
        var hierarchy = OpenImagesFamilies.Challenge2019;

        Assert.Equal(500, hierarchy.Classes.DistinctBy(item => item.Mid).Count());
        Assert.Equal(57, hierarchy.Classes.Count(item => hierarchy.Children(item).Count > 0));
        Assert.Equal(443, hierarchy.Classes.Count(item => hierarchy.Children(item).Count == 0));
        Assert.Equal(16, hierarchy.Classes.Count(item => hierarchy.Parents(item).Count == 2));
        Assert.Equal(5, hierarchy.Classes.Max(hierarchy.Depth));
        // Edges from the root included.
        Assert.Equal(516, hierarchy.Top.Count + hierarchy.Classes.Sum(item => item.Parents.Count));
    }

    [Fact]
    public void OpenImages_Oyster_IsBelowTwoFamilies()
    {
        var hierarchy = OpenImagesFamilies.Challenge2019;
        var oyster = hierarchy.Classes.Single(item => item.Name == "Oyster");

        Assert.Equal(["Animal", "Invertebrate", "Seafood", "Shellfish"], hierarchy.Ancestors(oyster).Select(item => item.Name).Order(StringComparer.Ordinal));
        var seafood = hierarchy.Classes.Single(item => item.Name == "Seafood");
        Assert.Equal(["Crab", "Lobster", "Oyster", "Shellfish", "Shrimp"], hierarchy.Descendants(seafood).Select(item => item.Name).Order(StringComparer.Ordinal));
    }
}

using Workbook.Data.Detection;
using Workbook.Data.Synthetic;
using Xunit;

namespace Workbook.Tests.Data.Synthetic;

public sealed class SyntheticCatalogueTests
{
    [Theory]
    [InlineData(SyntheticDetectionSize.Smoke, 6)]
    [InlineData(SyntheticDetectionSize.Mini, 72)]
    public void For_Size_GroupsByTheDefinitionOfLvis(SyntheticDetectionSize size, int count)
    {
        var categories = SyntheticCatalogue.For(size);
        Assert.Equal(Enumerable.Range(1, count), categories.Select(category => category.Id));
        Assert.Equal(count, categories.Select(category => category.Name).Distinct().Count());
        Assert.Equal(categories.OrderBy(category => category.Name, StringComparer.Ordinal), categories);
        Assert.All(categories, category => Assert.Equal(
            category.TrainImages switch { <= 0 => FrequencyGroup.None, <= 10 => FrequencyGroup.Rare, <= 100 => FrequencyGroup.Common, _ => FrequencyGroup.Frequent },
            category.Group));
        Assert.All(categories.CountBy(category => category.Group), group => Assert.Equal(count / 3, group.Value));
    }

    [Theory]
    [InlineData(SyntheticDetectionSize.Smoke)]
    [InlineData(SyntheticDetectionSize.Mini)]
    public void For_Size_EveryRareOrCommonCategoryDiffersFromAFrequentOneInOneThing(SyntheticDetectionSize size)
    {
        var categories = SyntheticCatalogue.For(size);
        foreach (var category in categories)
        {
            if (category.Group == FrequencyGroup.Frequent)
            {
                Assert.Null(category.LookAlike);
                continue;
            }
            var twin = categories.Single(other => other.Name == category.LookAlike);
            Assert.Equal((FrequencyGroup.Frequent, category.Family), (twin.Group, twin.Family));
            Assert.True(category.Texture == twin.Texture ^ category.Palette == twin.Palette);
        }
    }

    [Fact]
    public void For_Mini_FrequentCategoriesShowEveryShapeTextureAndPalette()
    {
        var categories = SyntheticCatalogue.For(SyntheticDetectionSize.Mini);
        var frequent = categories.Where(category => category.Group == FrequencyGroup.Frequent).ToArray();
        Assert.Equal(categories.Select(c => c.Shape).Distinct().Order(), frequent.Select(c => c.Shape).Distinct().Order());
        Assert.Equal(categories.Select(c => c.Texture).Distinct().Order(), frequent.Select(c => c.Texture).Distinct().Order());
        Assert.Equal(categories.Select(c => c.Palette).Distinct().Order(), frequent.Select(c => c.Palette).Distinct().Order());
    }

    // LVIS v0.5: rare categories are 0.93 % of all pairs of category and image, rare and common ones 9.08 % (Table 2's tail ratios).
    [Fact]
    public void For_Mini_TailRatiosNearThoseOfLvis()
    {
        var categories = SyntheticCatalogue.For(SyntheticDetectionSize.Mini);
        double all = categories.Sum(category => category.TrainImages);
        Assert.InRange(categories.Where(category => category.Group == FrequencyGroup.Rare).Sum(category => category.TrainImages) / all, 0.005, 0.02);
        Assert.InRange(categories.Where(category => category.Group != FrequencyGroup.Frequent).Sum(category => category.TrainImages) / all, 0.08, 0.13);
    }
}

using Workbook.Data.Synthetic;
using Xunit;

namespace Workbook.Tests.Data.Synthetic;

public sealed class SplitPlanTests
{
    public static TheoryData<SyntheticDetectionSize, SyntheticDetectionKind, SyntheticSplit> All => new MatrixTheoryData<SyntheticDetectionSize, SyntheticDetectionKind, SyntheticSplit>(
        Enum.GetValues<SyntheticDetectionSize>(), Enum.GetValues<SyntheticDetectionKind>(), Enum.GetValues<SyntheticSplit>());

    [Theory]
    [MemberData(nameof(All))]
    public void Make_Split_CountsAreTheStatedOnesAndSetsAreTrue(SyntheticDetectionSize size, SyntheticDetectionKind kind, SyntheticSplit split)
    {
        var spec = SyntheticSpec.Of(size);
        var categories = SyntheticCatalogue.For(size);
        var plans = SplitPlan.Make(spec, categories, kind, split, seed: 3);

        Assert.Equal(spec.Images(split), plans.Length);
        var hidden = 0;
        foreach (var plan in plans)
        {
            var annotated = plan.Objects.Where(item => item.IsAnnotated).Select(item => item.Category).ToHashSet();
            var present = plan.Objects.Select(item => item.Category).ToHashSet();
            Assert.NotEmpty(annotated);
            Assert.All(annotated, category => Assert.Contains(plan.Objects, item => item.Category == category && item.IsAnnotated && item.IsRequired));
            Assert.Empty(present.Intersect(plan.Negative));
            Assert.Subset(annotated, plan.NotExhaustive.ToHashSet());
            Assert.All(plan.NotExhaustive, category => Assert.Contains(plan.Objects, item => item.Category == category && !item.IsAnnotated && item.IsRequired));
            Assert.Subset(annotated, plan.FamilyOnly.ToHashSet());
            hidden += present.Count(category => !annotated.Contains(category));
        }
        Assert.True(hidden > plans.Length / 100);
        for (var category = 0; category < categories.Count; category++)
        {
            var images = plans.Count(plan => plan.Objects.Any(item => item.Category == category && item.IsAnnotated));
            Assert.Equal(spec.Images(split, categories[category]), images);
            if (size == SyntheticDetectionSize.Mini)
                Assert.True(plans.Count(plan => plan.Negative.Contains(category)) >= 28);
        }
    }
}

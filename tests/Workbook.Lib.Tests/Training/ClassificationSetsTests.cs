using Workbook.Data;
using Workbook.Data.ImageNet;
using Workbook.Experiments;
using Workbook.Training;
using Xunit;

namespace Workbook.Tests.Training;

public sealed class ClassificationSetsTests
{
    [Fact]
    public void Open_FolderAskedForWithoutTheData_ThrowsInsteadOfStandingIn()
    {
        var folder = Directory.CreateTempSubdirectory("workbook-tests-");
        try
        {
            var problem = Assert.Throws<FileNotFoundException>(() => ClassificationSets.Open(Baselines.ResNet32Cifar100LongTail, folder.FullName));

            Assert.StartsWith($"{folder.FullName} holds no CIFAR-100", problem.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete();
        }
    }

    [Fact]
    public void Open_DrawnImageNet_HasTheOriginalsShotsAndABalancedTestSet()
    {
        var experiment = (ClassificationExperiment)Baselines.ResNet10ImageNetLongTail.Scaled(Profile.Smoke);

        var sets = ClassificationSets.Open(experiment, dataFolder: null);

        Assert.True(sets.Source.IsSynthetic);
        Assert.Equal((56, 56, 20), (sets.Train.Height, sets.Train.Width, sets.Train.ClassNames.Count));
        Assert.Equal(ImageNetCurve.Scaled(20, 64), sets.Train.CountPerClass());
        Assert.Equal(ImageNetCurve.Original(20), sets.ShotImages);
        Assert.All(sets.Test.CountPerClass(), count => Assert.Equal(2, count));
    }

    [Fact]
    public void Open_RealImageNetWithoutItsFiles_DoesNotStandIn() =>
        Assert.Throws<FileNotFoundException>(() => ClassificationSets.Open(Baselines.ResNet10ImageNetLongTail, Path.GetTempPath()));
}

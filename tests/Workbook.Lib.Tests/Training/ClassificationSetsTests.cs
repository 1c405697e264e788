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
            var problem = Assert.Throws<FileNotFoundException>(() => ClassificationSets.Open(new Cifar100LongTail(200), folder.FullName));

            Assert.StartsWith($"{folder.FullName} holds no CIFAR-100", problem.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete();
        }
    }
}

using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Training;
using Xunit;

namespace Workbook.Tests.Training;

public sealed class ClassificationLossesTests
{
    [Fact]
    public void Prior_OfLossesOnSigmoids_IsOneClassOfK()
    {
        Assert.All(
            [Loss.Sigmoid(), Loss.Eql(1e-3), Loss.Focal(1), Loss.ClassBalanced(0.9, 0, ClassBalancedForm.Sigmoid), Loss.ClassBalanced(0.9, 1, ClassBalancedForm.Focal)],
            loss => Assert.Equal(0.01, ClassificationLosses.Prior(loss, 100)));
        Assert.All(
            [Loss.Softmax(), Loss.SoftmaxEql(0.95, 3e-3), Loss.ClassBalanced(0.9, 0, ClassBalancedForm.Softmax)],
            loss => Assert.Null(ClassificationLosses.Prior(loss, 100)));
    }
}

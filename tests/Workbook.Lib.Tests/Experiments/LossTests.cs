using Workbook.Experiments;
using Workbook.Losses;
using Xunit;

namespace Workbook.Tests.Experiments;

public sealed class LossTests
{
    [Theory]
    [InlineData(0, 3e-3)]
    [InlineData(0, 5e-3)]
    [InlineData(0.95, 0)]
    public void SoftmaxEql_WithoutEffect_IsSoftmax(double gamma, double lambda) =>
        Assert.Equal(Loss.Softmax(), Loss.SoftmaxEql(gamma, lambda));

    [Fact]
    public void SoftmaxEql_OtherNumbers_AreOtherLosses()
    {
        Assert.Equal(Loss.SoftmaxEql(0.9, 3e-3), Loss.SoftmaxEql(0.9, 3e-3));
        Assert.NotEqual(Loss.SoftmaxEql(0.9, 3e-3), Loss.SoftmaxEql(0.9, 5e-3));
        Assert.NotEqual(Loss.SoftmaxEql(0.9, 3e-3), Loss.SoftmaxEql(0.95, 3e-3));
    }

    [Fact]
    public void Eql_LambdaZero_IsSigmoid() => Assert.Equal(Loss.Sigmoid(), Loss.Eql(0));

    [Fact]
    public void ClassBalanced_FormWithoutFocus_IgnoresGamma() =>
        Assert.Equal(Loss.ClassBalanced(0.9, 0, ClassBalancedForm.Softmax), Loss.ClassBalanced(0.9, 2, ClassBalancedForm.Softmax));

    [Theory]
    [InlineData(-0.1, 1e-3)]
    [InlineData(1.1, 1e-3)]
    [InlineData(double.NaN, 1e-3)]
    [InlineData(0.5, -1e-3)]
    [InlineData(0.5, double.PositiveInfinity)]
    public void SoftmaxEql_OutOfRange_Throws(double gamma, double lambda) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.SoftmaxEql(gamma, lambda));

    [Fact]
    public void Slug_EveryLoss_IsDistinct()
    {
        Loss[] losses =
        [
            Loss.Softmax(), Loss.Sigmoid(), Loss.Eql(1.76e-3), Loss.SoftmaxEql(0.95, 3e-3), Loss.SoftmaxEql(0.95, 5e-3), Loss.Focal(1), Loss.Focal(1, 0.25),
            Loss.ClassBalanced(0.9, 1, ClassBalancedForm.Focal), Loss.ClassBalanced(0.9, 1, ClassBalancedForm.Softmax),
        ];
        Assert.Equal(losses.Length, losses.Select(loss => loss.Slug).Distinct().Count());
        Assert.Equal("seql-g0.95-l0.003", losses[3].Slug);
    }
}

using System.Globalization;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Tensors;

/// <summary>Expected texts are what TorchSharp 0.107 prints.</summary>
public sealed class TextTests : IDisposable
{
    private static readonly float[] Values = [0f, 3.141f, 6.2834f, 3.14152f, 6.28e-06f, -13.141529f, 0.01f, 4713.14f];
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void ToString_WithoutArguments_IsMetadata()
    {
        Assert.Equal("[2x2], type = Float32, device = cpu", zeros(2, 2).ToString());
        Assert.Equal("[], type = Int64, device = cpu", tensor(3L).ToString());
        Assert.Equal("[2x4], type = Float32, device = meta", zeros(2, 4, device: META).str());
    }

    [Fact]
    public void Julia_OfAScalar_IsItsValue()
    {
        Assert.Equal("[], type = Float32, device = cpu, value = 3.14", tensor(3.14f).ToString(julia, cultureInfo: Invariant));
        Assert.Equal("[], type = Float32, device = cpu, value = 3.14E+000", tensor(3.14f).jlstr("E2", cultureInfo: Invariant));
        Assert.Equal("[], type = BFloat16, device = cpu, value = 3.1406", tensor(3.14f).bfloat16().str(cultureInfo: Invariant));
        Assert.Equal("[], type = Bool, device = cpu, value = True", tensor(true).str());
    }

    [Fact]
    public void Julia_OfAMatrix_AlignsItsColumns()
    {
        Assert.Equal("[4], type = Float32, device = cpu\n 0 0 0 0\n", zeros(4).str(newLine: "\n"));
        Assert.Equal(
            "[2x4], type = Float32, device = cpu\n        0   3.141 6.2834 3.1415\n 6.28e-06 -13.142   0.01 4713.1\n",
            tensor(Values, 2, 4).str(cultureInfo: Invariant, newLine: "\n"));
    }

    [Fact]
    public void Julia_OfHigherRanks_PrintsEverySlice() => Assert.Equal(
        "[2x1x2], type = Int64, device = cpu\n[0,..,..] =\n 0 1\n\n[1,..,..] =\n 2 3\n",
        arange(4).view(2, 1, 2).str(newLine: "\n"));

    [Fact]
    public void Julia_WiderThanALine_EndsInAnEllipsis() =>
        Assert.Equal("[50], type = Int64, device = cpu\n 0 1 2 ...\n", arange(50).str(width: 10, newLine: "\n"));

    [Fact]
    public void Numpy_OfEveryRank_NestsBrackets()
    {
        Assert.Equal("3.14", tensor(3.14f).npstr(cultureInfo: Invariant));
        Assert.Equal("[]", zeros(0).npstr());
        Assert.Equal("[0, 0, 0, 0]", zeros(4).npstr());
        Assert.Equal("[1, 1, 1, ... 1, 1, 1]", ones(100, ScalarType.Int32).npstr());
        Assert.Equal("[[0, 3.141, 6.2834, 3.1415]\n [6.28e-06, -13.142, 0.01, 4713.1]]", tensor(Values, 2, 4).npstr(newLine: "\n", cultureInfo: Invariant));
        Assert.Equal("[[[0, 1]\n  [2, 3]]\n\n [[4, 5]\n  [6, 7]]]", arange(8).view(2, 2, 2).npstr(newLine: "\n"));
        Assert.Equal(
            "[[7, 9, 11, ... 201, 203, 205]\n [207, 209, 211, ... 401, 403, 405]\n [407, 409, 411, ... 601, 603, 605]\n ...\n" +
            " [19407, 19409, 19411, ... 19601, 19603, 19605]\n [19607, 19609, 19611, ... 19801, 19803, 19805]\n [19807, 19809, 19811, ... 20001, 20003, 20005]]",
            arange(7, 20007, 2).view(100, 100).npstr(newLine: "\n"));
    }

    [Fact]
    public void Printing_InAGermanCulture_UsesItsCommaUnlessTold()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("[2], type = Float32, device = cpu\n 0,5 1,25\n", tensor(new[] { 0.5f, 1.25f }).str(newLine: "\n"));
            Assert.Equal("[0.5, 1.25]", tensor(new[] { 0.5f, 1.25f }).npstr(cultureInfo: Invariant));
            Assert.Equal("[1000x2], type = Float32, device = cpu", zeros(1000, 2).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void CSharpStyle_SaysThatItIsNotSupported() =>
        Assert.Throws<NotSupportedException>(() => zeros(2).ToString(TensorStringStyle.CSharp));
}

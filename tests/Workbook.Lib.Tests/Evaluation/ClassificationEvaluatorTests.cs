using Workbook.Data;
using Workbook.Evaluation;
using Xunit;

namespace Workbook.Tests.Evaluation;

public sealed class ClassificationEvaluatorTests
{
    private static readonly string[] SevenNames = ["a", "b", "c", "d", "e", "f", "g"];

    [Fact]
    public void Result_WorkedByHand()
    {
        // Classes with 500, 100, 20, 19, 5, 5, 5 training images: one many, two medium, four few.
        var evaluator = new ClassificationEvaluator(SevenNames, [500, 100, 20, 19, 5, 5, 5]);
        evaluator.Add(
            [
                9, 1, 2, 3, 4, 5, 6, // label 0: first
                9, 1, 2, 3, 4, 5, 6, // label 2: five scores are higher, sixth
                9, 1, 2, 3, 4, 5, 6, // label 3: four are higher, fifth
                0, 7, 1, 1, 1, 1, 1, // label 1: first
            ],
            [0, 2, 3, 1]);
        var result = evaluator.Result();
        Assert.Equal(50, result.Top1);
        Assert.Equal(75, result.Top5);
        Assert.Equal(100, result.Shots[Shot.Many]);
        Assert.Equal(50, result.Shots[Shot.Medium]);
        Assert.Equal(0, result.Shots[Shot.Few]);
        Assert.Equal(100, result.PerClass[1].Top1);
        Assert.Null(result.PerClass[6].Top1);
        Assert.Equal((0, 1, 19), (result.PerClass[3].Top1!.Value, result.PerClass[3].TestImages, result.PerClass[3].TrainImages));
    }

    [Theory]
    [InlineData(0, 100)] // lowest index of three equal scores: first
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    public void Result_EqualScores_CountOnce(long label, double top1)
    {
        var evaluator = new ClassificationEvaluator(["a", "b", "c"], [1, 1, 1]);
        evaluator.Add([2, 2, 2], [label]);
        Assert.Equal(top1, evaluator.Result().Top1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Result_NotANumber_IsNeverAHit(long label)
    {
        var evaluator = new ClassificationEvaluator(["a", "b"], [1, 1]);
        evaluator.Add([float.NaN, 1], [label]);
        Assert.Equal(0, evaluator.Result().Top1);
    }

    [Theory]
    [InlineData(101, Shot.Many)]
    [InlineData(100, Shot.Medium)]
    [InlineData(20, Shot.Medium)]
    [InlineData(19, Shot.Few)]
    public void ShotOf_Boundaries(int trainImages, Shot shot) => Assert.Equal(shot, ClassificationEvaluator.ShotOf(trainImages));

    [Fact]
    public void Result_ShotsOfAnotherSet_GroupByItsNumbers()
    {
        // 3 training images, which stand for 101; 1 for 19.
        var evaluator = new ClassificationEvaluator(["a", "b"], [3, 1], [101, 19]);
        evaluator.Add([1, 0, 1, 0], [0, 1]);

        var accuracy = evaluator.Result();

        Assert.Equal((100, 0), (accuracy.Shots[Shot.Many], accuracy.Shots[Shot.Few]));
        Assert.Equal([3, 1], accuracy.PerClass.Select(category => category.TrainImages));
        Assert.Throws<ArgumentException>(() => new ClassificationEvaluator(["a", "b"], [3, 1], [101]));
    }

    [Fact]
    public void Add_UnreadableImage_IsNotCounted()
    {
        var evaluator = new ClassificationEvaluator(["a", "b"], [1, 1]);
        evaluator.Add([1, 0, 0, 1, 1, 0], [0, ImageBatch.Unreadable, 1]);

        var accuracy = evaluator.Result();

        Assert.Equal(50, accuracy.Top1);
        Assert.Equal([1, 1], accuracy.PerClass.Select(category => category.TestImages));
    }

    [Fact]
    public void Add_WrongNumberOfScoresOrLabel_Throws()
    {
        var evaluator = new ClassificationEvaluator(["a", "b"], [1, 1]);
        Assert.Contains("need 4 scores, got 3", Assert.Throws<ArgumentException>(() => evaluator.Add([1, 2, 3], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("Label 2 of image 0", Assert.Throws<ArgumentException>(() => evaluator.Add([1, 2], [2])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(evaluator.Result);
    }

    [Fact]
    public void Write_NumpyFile_HasTheFormatsBytes()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("workbook-npy-").FullName, "a.npy");
        NumpyFile.Write(path, [1f, 2f, 3f, 4f, 5f, 6f], [2, 3]);
        var bytes = File.ReadAllBytes(path);
        // NumPy's format 1.0: magic, version, 16-bit length of a header that ends in a newline and pads to a multiple of 64 bytes.
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0], bytes[..8]);
        var header = BitConverter.ToUInt16(bytes, 8);
        Assert.Equal(0, (10 + header) % 64);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3,), }", System.Text.Encoding.ASCII.GetString(bytes, 10, header).TrimEnd());
        Assert.Equal((byte)'\n', bytes[10 + header - 1]);
        Assert.Equal(6f, BitConverter.ToSingle(bytes, 10 + header + 20));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}

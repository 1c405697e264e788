using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Tensors;

public sealed class CreationTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Tensor_FromANumber_TakesItsType()
    {
        Assert.Equal(ScalarType.Float64, tensor(0.5).dtype);
        Assert.Equal(ScalarType.Float32, tensor(0.5f).dtype);
        Assert.Equal(ScalarType.Int32, tensor(3).dtype);
        Assert.Equal(ScalarType.Int64, tensor(3L).dtype);
        Assert.Equal(ScalarType.Int16, tensor((short)3).dtype);
        Assert.Equal(ScalarType.Byte, tensor((byte)3).dtype);
        Assert.Equal(ScalarType.Int8, tensor((sbyte)-3).dtype);
        Assert.Equal(ScalarType.Bool, tensor(true).dtype);
        Assert.Equal(ScalarType.Float32, tensor(3L, ScalarType.Float32).dtype);
        Assert.Empty(tensor(3).shape);
        Assert.Equal(-3, tensor((sbyte)-3).item<sbyte>());
        Assert.True(tensor(1.5, requires_grad: true).requires_grad);
    }

    [Fact]
    public void Tensor_FromArrays_CopiesThem()
    {
        float[] source = [1, 2, 3, 4, 5, 6];
        Tensor[] copies = [tensor(source), tensor(source, [6]), tensor((IList<float>)source), tensor(source, 6, 1), tensor(source, 1, 6, 1), tensor(source, 1, 2, 3, 1), tensor(source.AsMemory(), [6])];
        source[0] = 9;
        Assert.All(copies, copy => Assert.Equal([1f, 2, 3, 4, 5, 6], copy.data<float>().ToArray()));
        Assert.Equal([1, 2, 3, 1], copies[5].shape);
    }

    [Fact]
    public void Tensor_FromArraysOfHigherRank_KeepsRowMajorOrder()
    {
        var matrix = tensor(new long[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([2, 3], matrix.shape);
        Assert.Equal(6, matrix[1, 2].item<long>());
        var cube = tensor(new byte[,,] { { { 1, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } } });
        Assert.Equal(7, cube[1, 1, 0].item<byte>());
        Assert.Equal([1, 1, 1, 2], tensor(new bool[,,,] { { { { true, false } } } }).shape);
        Assert.Equal(1.5f, tensor(new[] { (Half)1.5f }).ToSingle());
    }

    [Fact]
    public void Tensor_FromAList_TakesItsLength() =>
        Assert.Equal([7, 8, 9], tensor(new List<int> { 7, 8, 9 }).data<int>().ToArray());

    [Fact]
    public void Tensor_WithDimensionsThatDoNotFit_Throws() =>
        Assert.Throws<ArgumentException>(() => tensor(new float[6], [4]));

    [Fact]
    public void FromArray_OfAnyRank_SharesMemory()
    {
        var source = new double[,] { { 1, 2 }, { 3, 4 } };
        var shared = from_array(source);
        var converted = from_array(source, ScalarType.Float32);
        source[1, 0] = 30;
        Assert.Equal(30, shared[1, 0].item<double>());
        Assert.Equal(3f, converted[1, 0].item<float>());
        shared[0, 1] = 20.0;
        Assert.Equal(20, source[0, 1]);
        Assert.Equal([0], from_array(Array.Empty<int>()).shape);
    }

    [Fact]
    public void FromArray_CollectedWhileTheTensorLives_KeepsTheMemory()
    {
        var shared = Shared();
        for (var i = 0; i < 20; i++)
            GC.KeepAlive(new byte[1 << 20]);
        GC.Collect();
        Assert.Equal(3 * 4096, shared.sum(ScalarType.Int64).item<long>());

        static Tensor Shared()
        {
            var array = new int[4096];
            Array.Fill(array, 3);
            return from_array(array);
        }
    }

    [Fact]
    public void AsTensor_FromArraysShares_FromListsCopies()
    {
        float[] array = [1, 2];
        List<float> list = [1, 2];
        var (shared, copied) = (as_tensor(array), as_tensor(list));
        array[0] = 5;
        list[0] = 5;
        Assert.Equal(5, shared[0].item<float>());
        Assert.Equal(1, copied[0].item<float>());
        var same = as_tensor(shared);
        Assert.NotSame(shared, same);
        same[1] = 7f;
        Assert.Equal(7, array[1]);
        Assert.Equal(ScalarType.Float64, as_tensor(shared, ScalarType.Float64).dtype);
    }

    [Fact]
    public void FromBuffer_WithOffsetAndCount_IsThatPart()
    {
        int[] buffer = [1, 2, 3, 4, 5];
        var part = frombuffer(buffer, ScalarType.Int32, count: 2, offset: 4);
        buffer[1] = 20;
        Assert.Equal([20, 3], part.data<int>().ToArray());
        Assert.Equal([4f, 5], frombuffer(buffer, ScalarType.Float32, offset: 12).data<float>().ToArray());
        Assert.Throws<ArgumentException>(() => frombuffer(buffer, ScalarType.Int32, count: 5, offset: 4));
        Assert.Throws<ArgumentException>(() => frombuffer(buffer, ScalarType.Int32, offset: 2));
    }

    [Fact]
    public void Factories_WithoutAType_TakeTheDefault()
    {
        Assert.Equal(ScalarType.Float32, zeros(2).dtype);
        Assert.Equal(ScalarType.Float32, empty(2, 3).dtype);
        Assert.Equal(ScalarType.Float32, linspace(0, 1, 3).dtype);
        Assert.Equal(ScalarType.Float32, eye(2).dtype);
        Assert.Equal(ScalarType.Int64, full(2, 7).dtype);
        Assert.Equal(ScalarType.Float32, full(2, 7.0).dtype);
        Assert.Equal(ScalarType.Bool, full(2, true).dtype);
        Assert.Equal(ScalarType.Int64, arange(3).dtype);
        Assert.Equal(ScalarType.Float32, arange(0, 1, 0.25).dtype);
        Assert.Equal(ScalarType.Int64, randperm(3).dtype);
        Assert.Equal(ScalarType.Int64, randint(3, new long[] { 2 }).dtype);
    }

    [Fact]
    public void Factories_OfEveryShapeForm_MakeThatShape()
    {
        Assert.Equal([2], zeros(2).shape);
        Assert.Equal([2, 3], zeros(2, 3).shape);
        Assert.Equal([2, 3, 4], zeros(2L, 3L, 4L).shape);
        Assert.Equal([2, 3, 4, 5], ones(2, 3, 4, 5).shape);
        Assert.Equal([1, 2, 3, 4, 5], full([1, 2, 3, 4, 5], 1.5).shape);
        Assert.Equal([2, 2], randint(4, (2, 2)).shape);
        Assert.Equal([2, 3], eye(2, 3).shape);
        Assert.Equal([3, 3], eye(3).shape);
        Assert.Equal([1, 4], empty_strided([2, 3], [1, 4]).stride());
        Assert.Empty(zeros(Array.Empty<long>()).shape);
    }

    [Fact]
    public void Factories_WithValues_HoldThem()
    {
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f], arange(0, 1, 0.25).data<float>().ToArray());
        Assert.Equal([5L, 3, 1], arange(5, 0, -2).data<long>().ToArray());
        Assert.Equal([1.0, 1.5, 2.0], linspace(1, 2, 3, ScalarType.Float64).data<double>().ToArray());
        Assert.Equal([1f, 0, 0, 0, 1, 0], eye(2, 3).data<float>().ToArray());
        Assert.Equal([7L, 7], full(2, 7).data<long>().ToArray());
    }

    [Fact]
    public void NewAndLike_FromATensor_TakeItsTypeUnlessTold()
    {
        var source = zeros(2, 3, ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, source.new_zeros(4).dtype);
        Assert.Equal([4, 1], source.new_ones(4, 1).shape);
        Assert.Equal(ScalarType.Int32, source.new_full([2], 3, ScalarType.Int32).dtype);
        Assert.Equal([2, 3], ones_like(source).shape);
        Assert.Equal(ScalarType.Float64, full_like(source, 3).dtype);
        Assert.True(zeros_like(source, requires_grad: true).requires_grad);
    }

    [Fact]
    public void Factories_WithNames_SayThatTheyAreNotSupported() =>
        Assert.Throws<NotSupportedException>(() => zeros(2, names: ["batch"]));

    [Fact]
    public void ImplicitTensors_FromNumbersAndArrays_TakeTheirType()
    {
        Tensor number = 2.5;
        Tensor array = new long[] { 1, 2 };
        Tensor scalar = (Scalar)true;
        Assert.Equal((ScalarType.Float64, ScalarType.Int64, ScalarType.Bool), (number.dtype, array.dtype, scalar.dtype));
        Assert.Equal(2, (int)number);
        Assert.Equal(2.5f, (float)number);
    }
}

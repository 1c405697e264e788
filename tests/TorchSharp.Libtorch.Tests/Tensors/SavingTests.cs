using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Tensors;

public sealed class SavingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly string _folder = Directory.CreateTempSubdirectory("tensors").FullName;

    public void Dispose()
    {
        _scope.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Type 2 (Int16), two dimensions, 200 (LEB128: C8 01) and 1, then the elements.</summary>
    [Fact]
    public void Save_IntoAStream_WritesTorchSharpsFormat()
    {
        using var stream = new MemoryStream();
        arange(200, ScalarType.Int16).view(200, 1).Save(stream);
        var bytes = stream.ToArray();
        Assert.Equal([2, 2, 0xC8, 0x01, 1, 0, 0, 1, 0, 2, 0], bytes[..11]);
        Assert.Equal(5 + 400, bytes.Length);
    }

    [Theory]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Bool)]
    public void Load_AfterSave_GivesTheTensorBack(ScalarType type)
    {
        var original = (arange(12) - 3).to(type).view(3, 4).t();
        var path = Path.Combine(_folder, "tensor.bin");
        original.Save(path);
        var restored = Tensor.Load(path);
        Assert.Equal((type, 4L, 3L), (restored.dtype, restored.shape[0], restored.shape[1]));
        Assert.True(restored.Equals(original));
    }

    [Fact]
    public void Load_IntoATensor_DemandsItsTypeAndShape()
    {
        using var stream = new MemoryStream();
        ones(2, 3).Save(stream);
        var target = zeros(2, 3);
        target.Load(Reader());
        Assert.Equal(6f, target.sum().item<float>());
        var skipped = zeros(2, 3);
        skipped.Load(Reader(), skip: true);
        Assert.Equal(0f, skipped.sum().item<float>());
        Assert.Equal(stream.Length, stream.Position);
        Assert.Contains("Float64", Assert.Throws<ArgumentException>(() => zeros(2, 3, ScalarType.Float64).Load(Reader())).Message, StringComparison.Ordinal);
        Assert.Contains("[3x2]", Assert.Throws<ArgumentException>(() => zeros(3, 2).Load(Reader())).Message, StringComparison.Ordinal);
        Tensor? replaced = zeros(5);
        TensorExtensionMethods.Load(ref replaced, Reader());
        Assert.Equal([2, 3], replaced!.shape);

        BinaryReader Reader()
        {
            stream.Position = 0;
            return new BinaryReader(stream);
        }
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 6 })]
    [InlineData(new byte[] { 6, 1, 3, 0, 0 })]
    [InlineData(new byte[] { 6, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0xFF, 0xFF, 0xFF, 0xFF, 0x07 })]
    public void Load_FromATruncatedStream_Throws(byte[] bytes) =>
        Assert.Throws<EndOfStreamException>(() => Tensor.Load(new MemoryStream(bytes)));

    [Theory]
    [InlineData(new byte[] { 99, 0 })]
    [InlineData(new byte[] { 6, 0x80, 0x80, 0x04 })]
    [InlineData(new byte[] { 6, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    public void Load_OfSomethingElse_Throws(byte[] bytes) =>
        Assert.Throws<InvalidDataException>(() => Tensor.Load(new MemoryStream(bytes)));

    [Fact]
    public void Archive_OfOneTensor_ReadsBack()
    {
        var path = Path.Combine(_folder, "tensor.pt");
        var original = linspace(0, 1, 5, ScalarType.Float64);
        save(original, path);
        Assert.True(load(path).Equals(original));
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => load(Path.Combine(_folder, "absent.pt")));
    }
}

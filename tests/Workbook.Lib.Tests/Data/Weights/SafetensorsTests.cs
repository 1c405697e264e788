using System.Buffers.Binary;
using System.Text;
using Workbook.Data.Weights;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Data.Weights;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workbook-safetensors-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "new", "w.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(ScalarType.Float64, "F64")]
    [InlineData(ScalarType.Float32, "F32")]
    [InlineData(ScalarType.Float16, "F16")]
    [InlineData(ScalarType.BFloat16, "BF16")]
    [InlineData(ScalarType.Int64, "I64")]
    [InlineData(ScalarType.Int32, "I32")]
    [InlineData(ScalarType.Int16, "I16")]
    [InlineData(ScalarType.Int8, "I8")]
    [InlineData(ScalarType.Byte, "U8")]
    [InlineData(ScalarType.Bool, "BOOL")]
    public void Load_AfterWrite_GivesTheTensors(ScalarType type, string name)
    {
        using var scope = NewDisposeScope();
        // Bytes first, then another type, transposed, scalar, empty.
        var written = new OrderedDictionary<string, Tensor>
        {
            ["odd"] = tensor(new byte[] { 1, 2, 3 }),
            ["matrix"] = arange(0, 6, float32).view(2, 3).t().to(type),
            ["scalar"] = tensor(1f).to(type),
            ["empty \"é\""] = empty([0, 4], type),
            ["image"] = randn(2, 3, 4, 5).permute(0, 2, 3, 1).ge(0.5).to(type),
        };
        Safetensors.Write(Path, written, new Dictionary<string, string> { ["by"] = "a \"test\"" });

        using var read = WeightsFile.Load(Path);
        Assert.Equal(written.Keys, read.Tensors.Keys);
        foreach (var (key, value) in written)
        {
            Assert.Equal(value.dtype, read.Tensors[key].dtype);
            Assert.Equal(value.shape, read.Tensors[key].shape);
            Assert.Equal(value.contiguous().bytes.ToArray(), read.Tensors[key].bytes.ToArray());
        }
        Assert.Equal("a \"test\"", read.Metadata["by"]);
        Assert.Contains($"\"dtype\":\"{name}\"", Encoding.UTF8.GetString(File.ReadAllBytes(Path)), StringComparison.Ordinal);
        Assert.Equal(["w.safetensors"], Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public void Write_Header_EndsAtAMultipleOfEightAndWideElementsLieFirst()
    {
        using var scope = NewDisposeScope();
        Safetensors.Write(Path, new Dictionary<string, Tensor> { ["a"] = zeros(3, dtype: uint8), ["b"] = zeros(2, dtype: float64) });
        var content = File.ReadAllBytes(Path);
        var length = BinaryPrimitives.ReadInt64LittleEndian(content);
        Assert.Equal(0, length % 8);
        Assert.Equal("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[16,19]},"b":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}""", Encoding.UTF8.GetString(content, 8, (int)length).TrimEnd(' '));
        Assert.Equal(8 + length + 19, content.Length);
    }

    [Fact]
    public void Write_FailsMidway_LeavesTheOldFile()
    {
        using var scope = NewDisposeScope();
        var good = zeros(2);
        Safetensors.Write(Path, [KeyValuePair.Create("old", good)]);
        var gone = zeros(3);
        Assert.ThrowsAny<Exception>(() => Safetensors.Write(Path, Failing()));
        using var read = WeightsFile.Load(Path);
        Assert.Equal(["old"], read.Tensors.Keys);

        IEnumerable<KeyValuePair<string, Tensor>> Failing()
        {
            yield return KeyValuePair.Create("good", good);
            gone.Dispose();
            yield return KeyValuePair.Create("gone", gone);
        }
    }

    [Fact]
    public void Write_WhatTheFormatLacks_Throws()
    {
        using var scope = NewDisposeScope();
        var one = zeros(1);
        Assert.Contains("\"__metadata__\" is taken", Assert.Throws<ArgumentException>(() => Safetensors.Write(Path, [KeyValuePair.Create("__metadata__", one)])).Message, StringComparison.Ordinal);
        Assert.Contains("\"a\" is taken", Assert.Throws<ArgumentException>(() => Safetensors.Write(Path, [KeyValuePair.Create("a", one), KeyValuePair.Create("a", one)])).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
    }

    [Theory]
    [InlineData("{}", 0, null)]
    [InlineData("""{"__metadata__":{}}  """, 0, null)]
    [InlineData("""{"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]},"a":{"shape":[1],"dtype":"U8","data_offsets":[0,1]}}""", 3, null)]
    [InlineData("""{"a":{"dtype":"U8","shape":[0,9],"data_offsets":[0,0]},"b":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}""", 1, null)]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 3, "the tensors end at byte 2 of the data, the file at 3")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 1, "the tensors end at byte 2 of the data, the file at 1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "\"a\" starts at byte 1 of the data, expected 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "\"b\" starts at byte 1 of the data, expected 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", 4, "two tensors have the name \"a\"")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "data_offsets [0, 4], expected 8 bytes for F32 [2]")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[2,0]}}""", 2, "data_offsets [2, 0], expected 2 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "too large for 63 bits")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}}""", 0, "\"a\", shape: expected whole numbers")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1, "\"a\", shape: expected whole numbers")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,18446744073709551617]}}""", 1, "\"a\", data_offsets: expected whole numbers")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}""", 1, "\"a\": the type \"F8_E4M3\", expected one of F64, F32")]
    [InlineData("""{"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}""", 4, "the type \"f32\"")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1, "the key \"dtype\" is not of the format, or there twice")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}}""", 1, "the key \"x\" is not of the format")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1]}}""", 1, "\"a\": expected dtype, shape and data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,1]}}""", 1, "data_offsets of two numbers")]
    [InlineData("""{"a":7}""", 0, "\"a\": got Number, expected StartObject")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "__metadata__, \"a\": got Number, expected String")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", 0, "__metadata__ has the key \"a\" twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "__metadata__ is there twice")]
    [InlineData("""{"a":""", 0, "no JSON of safetensors")]
    [InlineData("""{} x""", 0, "no JSON of safetensors")]
    [InlineData("""{"\ud800":1}""", 0, "no JSON of safetensors")]
    [InlineData("""{"a":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}""", 1, "bytes of a tensor of booleans are 0 or 1")]
    public void Load_Header_IsCheckedAsTheFormatDemands(string header, int dataLength, string? expected)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] content = [.. BitConverter.GetBytes((long)json.Length), .. json, .. Enumerable.Repeat((byte)7, dataLength)];
        using var stream = new MemoryStream(content);
        if (expected is null)
        {
            using var weights = WeightsFile.Load(stream, "file");
            return;
        }
        var problem = Assert.Throws<InvalidDataException>(() => WeightsFile.Load(stream, "file"));
        Assert.StartsWith("file: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3L, "a header of 3 bytes, but only 2 bytes follow")]
    [InlineData(100_000_001L, "a header of 100000001 bytes, expected at most 100000000")]
    [InlineData(long.MaxValue, "expected at most 100000000")]
    [InlineData(-1L, "a header of 18446744073709551615 bytes")]
    public void ReadHeader_LengthThatCannotBe_Throws(long length, string expected)
    {
        using var stream = new MemoryStream([.. BitConverter.GetBytes(length), .. "{}"u8]);
        Assert.Contains(expected, Assert.Throws<FormatException>(() => Safetensors.ReadHeader(stream)).Message, StringComparison.Ordinal);
    }
}

using System.Text.Json;
using Tests.Support;
using Workbook.Data.Weights;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Data.Weights;

/// <summary>Files that torch, NumPy and pickle wrote (tests/Peers/generate/weights.py).</summary>
public sealed class PeerWeightsTests
{
    public static TheoryData<string> Files => [.. Expected().Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void Load_StoredFile_GivesItsTensors(string name)
    {
        var expected = Expected()[name];
        using var weights = WeightsFile.Load(Path(name));

        Assert.Equal(expected.GetProperty("tensors").EnumerateObject().Select(tensor => tensor.Name), weights.Tensors.Keys);
        foreach (var said in expected.GetProperty("tensors").EnumerateObject())
        {
            var tensor = weights.Tensors[said.Name];
            Assert.Equal(said.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), tensor.shape);
            Assert.Equal(said.Value.GetProperty("dtype").GetString(), NameOf(tensor.dtype));
            using var row = tensor.contiguous();
            Assert.Equal(said.Value.GetProperty("bytes").GetString(), Convert.ToHexStringLower(row.bytes));
        }
        Assert.Equal(expected.GetProperty("others").EnumerateObject().ToDictionary(other => other.Name, other => other.Value.GetString()!), weights.Others.ToDictionary());
    }

    [Theory]
    [InlineData("types.safetensors", WeightsFormat.Safetensors)]
    [InlineData("types.pth", WeightsFormat.TorchZip)]
    [InlineData("types-legacy.pth", WeightsFormat.TorchLegacy)]
    [InlineData("zoo-protocol0.pkl", WeightsFormat.Pickle)]
    [InlineData("zoo-protocol5.pkl", WeightsFormat.Pickle)]
    public void Load_AnyFileName_DetectsTheFormatByContent(string name, WeightsFormat format)
    {
        using var content = new MemoryStream(File.ReadAllBytes(Path(name)));
        using var weights = WeightsFile.Load(content, "weights");
        Assert.Equal(format, weights.Format);
    }

    [Theory]
    [InlineData("layouts.pth")]
    [InlineData("layouts-legacy.pth")]
    public void Load_ViewsOfAStorage_ShareIt(string name)
    {
        using var weights = WeightsFile.Load(Path(name));
        weights.Tensors["base"].fill_(-1);
        Assert.Equal(-6, weights.Tensors["row"].sum().item<float>());
        Assert.Equal([1, 4], weights.Tensors["matrix.t"].stride());
        Assert.Equal([24, 1, 6, 3], weights.Tensors["channels_last"].stride());
    }

    [Fact]
    public void Load_Safetensors_GivesMetadata()
    {
        using var weights = WeightsFile.Load(Path("types.safetensors"));
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["note"] = "é" }, weights.Metadata.ToDictionary());
    }

    [Theory]
    [InlineData("state.pth")]
    [InlineData("types-legacy.pth")]
    [InlineData("zoo-protocol0.pkl")]
    [InlineData("zoo-protocol2.pkl")]
    [InlineData("zoo-protocol5.pkl")]
    [InlineData("python2.pkl")]
    [InlineData("types.safetensors")]
    public void Load_TruncatedAtAnyByte_Throws(string name)
    {
        var content = File.ReadAllBytes(Path(name));
        for (var length = 0; length < content.Length; length++)
        {
            using var part = new MemoryStream(content, 0, length);
            var problem = Assert.Throws<InvalidDataException>(() => WeightsFile.Load(part, "part"));
            Assert.StartsWith("part: ", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Load_Disposed_LeavesNoTensor()
    {
        var path = Path("layouts.pth");
        WeightsFile.Load(path).Dispose();
        var before = Live();
        WeightsFile.Load(path).Dispose();
        Assert.Equal(before, Live());

        static long Live() => TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
    }

    private static string NameOf(ScalarType type) => type == ScalarType.Byte ? "uint8" : type.ToString().ToLowerInvariant();

    private static string Path(string name) => Repository.Path("tests/Peers/weights/" + name);

    private static Dictionary<string, JsonElement> Expected() =>
        JsonDocument.Parse(File.ReadAllText(Path("expected.json"))).RootElement.EnumerateObject().ToDictionary(file => file.Name, file => file.Value);
}

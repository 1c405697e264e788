using System.Text;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Libtorch.Tests.Nn;

public class StateTests
{
    private static Sequential Net() => Sequential(("conv", Conv2d(2, 3, 2)), ("norm", BatchNorm2d(3)));

    [Fact]
    public void SaveAndLoad_WholeState_RoundTrips()
    {
        using var scope = NewDisposeScope();
        using var source = Net();
        source.call(rand([2, 2, 4, 4]));
        using var file = new MemoryStream();
        source.save(new BinaryWriter(file));
        using var target = Net();
        var loaded = new Dictionary<string, bool>();
        file.Position = 0;
        target.load(new BinaryReader(file), loadedParameters: loaded);
        Assert.Equal(file.Length, file.Position);
        Assert.Equal(source.state_dict().Keys, loaded.Keys);
        Assert.All(loaded.Values, Assert.True);
        foreach (var (name, value) in source.state_dict())
            Assert.Equal(Peer.Numbers(value), Peer.Numbers(target.state_dict()[name]));
    }

    // The bytes are written out by hand from the format: count, then name, element type, dimensions, sizes (LEB128), elements.
    [Fact]
    public void Save_KnownTensors_WritesTheFormat()
    {
        using var module = Sequential();
        module.register_parameter("w", Parameter(tensor(new[] { 1f, -2f }, [1, 2])));
        module.register_buffer("n", full([200], 3L, ScalarType.Int64));
        using var file = new MemoryStream();
        module.save(new BinaryWriter(file));
        byte[] head = [2, 1, (byte)'w', 6, 2, 1, 2, .. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(-2f), 1, (byte)'n', 4, 1, 0xC8,
            0x01];
        var bytes = file.ToArray();
        Assert.Equal(head, bytes[..head.Length]);
        Assert.Equal(head.Length + 200 * sizeof(long), bytes.Length);
        Assert.Equal(3, BitConverter.ToInt64(bytes, head.Length + 8 * 199));
    }

    [Fact]
    public void Save_TransposedParameter_WritesRowMajor()
    {
        using var scope = NewDisposeScope();
        using var module = Sequential();
        module.register_parameter("w", Parameter(arange(6, ScalarType.Float32).view(2, 3).t()));
        using var file = new MemoryStream();
        module.save(new BinaryWriter(file));
        Assert.Equal([0f, 3, 1, 4, 2, 5], Enumerable.Range(0, 6).Select(i => BitConverter.ToSingle(file.ToArray(), 7 + 4 * i)));
    }

    [Fact]
    public void Load_Strict_RefusesOtherNames()
    {
        using var file = new MemoryStream();
        using var line = Sequential(("a", Linear(2, 1)));
        line.save(new BinaryWriter(file));
        using var other = Sequential(("b", Linear(2, 1)));
        Assert.Throws<ArgumentException>(() => Load(other, file));
        using var more = Sequential(("a", Linear(2, 1)), ("b", Linear(2, 1)));
        Assert.Contains("b.weight", Assert.Throws<ArgumentException>(() => Load(more, file)).Message, StringComparison.Ordinal);
        var loaded = new Dictionary<string, bool>();
        Load(more, file, strict: false, loaded: loaded);
        Assert.Equal(["a.weight", "a.bias"], loaded.Where(entry => entry.Value).Select(entry => entry.Key));
        Assert.Equal(Peer.Numbers(line.get_parameter("a.weight")!), Peer.Numbers(more.get_parameter("a.weight")!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Load_Skipped_LeavesItAlone(bool saved)
    {
        using var file = new MemoryStream();
        using var line = Linear(2, 1);
        line.save(new BinaryWriter(file), skip: saved ? null : ["bias"]);
        using var target = Linear(2, 1);
        var before = Peer.Numbers(target.bias!);
        Load(target, file, skip: ["bias"]);
        Assert.Equal(Peer.Numbers(line.weight), Peer.Numbers(target.weight));
        Assert.Equal(before, Peer.Numbers(target.bias!));
    }

    [Fact]
    public void Load_OtherShapeOrType_IsRefused()
    {
        using var file = new MemoryStream();
        using var line = Linear(2, 1);
        line.save(new BinaryWriter(file));
        using var wide = Linear(3, 1);
        Assert.Contains("weight", Assert.Throws<ArgumentException>(() => Load(wide, file)).Message, StringComparison.Ordinal);
        using var exact = Linear(2, 1).to(ScalarType.Float64);
        Assert.Contains("Float64", Assert.Throws<ArgumentException>(() => Load(exact, file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1, 1, (byte)'x', 99 })]
    [InlineData(new byte[] { 1, 6, (byte)'w', (byte)'e', (byte)'i', (byte)'g', (byte)'h', (byte)'t', 6, 2, 1, 2, 0, 0 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    public void Load_DamagedFile_IsAnIOFailure(byte[] bytes)
    {
        using var line = Linear(2, 1);
        Assert.ThrowsAny<SystemException>(() => line.load(new MemoryStream(bytes)));
    }

    [Fact]
    public void LoadStateDict_Strictness_IsByNames()
    {
        using var scope = NewDisposeScope();
        using var line = Linear(2, 1);
        var source = new Dictionary<string, Tensor> { ["weight"] = tensor(new[] { 5.0, 6.0 }, [1, 2]), ["extra"] = zeros([1]) };
        Assert.Throws<InvalidOperationException>(() => line.load_state_dict(source));
        var (missing, unexpected) = line.load_state_dict(source, strict: false);
        Assert.Equal(["bias"], missing);
        Assert.Equal(["extra"], unexpected);
        Assert.Equal([5, 6], Peer.Numbers(line.weight));
        Assert.Equal(ScalarType.Float32, line.weight.dtype);
        source["bias"] = zeros([1]);
        line.load_state_dict(source, skip: ["extra"]);
        Assert.Throws<ArgumentException>(() => line.load_state_dict(new() { ["weight"] = zeros([2, 2]) }, strict: false));
    }

    [Fact]
    public void SaveAndLoad_Files_RoundTrip()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var line = Linear(2, 1);
            Assert.Same(line, line.save(path));
            using var other = Linear(2, 1);
            Assert.Same(other, other.load(path));
            Assert.Equal(Peer.Numbers(line.weight), Peer.Numbers(other.weight));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Load(Module module, MemoryStream file, bool strict = true, IList<string>? skip = null,
        Dictionary<string, bool>? loaded = null)
    {
        file.Position = 0;
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        module.load(reader, strict, skip, loaded);
    }
}

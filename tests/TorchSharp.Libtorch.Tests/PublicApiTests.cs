using Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests;

/// <summary>The genuine package must be able to take this assembly's place, so everything public here is TorchSharp's, to the letter.</summary>
public class PublicApiTests
{
    private static readonly HashSet<string> Genuine =
        [.. File.ReadLines(Repository.Path("tests/TorchSharp.Libtorch.Tests/torchsharp-api.txt"))];

    [Fact]
    public void EveryPublicMember_IsOneOfTorchSharps()
    {
        var ours = PublicApi.Lines(typeof(Tensor).Assembly).ToList();
        var strangers = ours.Where(member => !Genuine.Contains(member)).Order().ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"members: {ours.Count}, members not in TorchSharp: {strangers.Count}");
        Assert.True(ours.Count > 1500, $"expected the whole surface, found {ours.Count} members");
        Assert.True(strangers.Count == 0, $"{strangers.Count} of {ours.Count} members are not TorchSharp's:\n{string.Join('\n', strangers.Select(Explain))}");
    }

    /// <summary>The list was printed from the genuine assembly by another program; the printer here must speak the same language.</summary>
    [Fact]
    public void Printer_OnItsHardestForms_PrintsTheGenuineLines()
    {
        var ours = PublicApi.Lines(typeof(Tensor).Assembly).ToHashSet();
        string[] forms =
        [
            "TorchSharp.torch.Tensor :: METH (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)",
            "TorchSharp.torch.Tensor :: METH Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? out = null)",
            "TorchSharp.torch.Tensor :: PROP Tensor this[params TensorIndex[] indices] { get; set; }",
            "TorchSharp.torch.Tensor :: METH protected virtual void Dispose(bool disposing)",
            "TorchSharp.TensorExtensionMethods :: METH static void Load(ref Tensor? tensor, BinaryReader reader, bool skip = false)",
            "TorchSharp.torch.Tensor :: METH T item<T>()",
        ];
        Assert.All(forms, form => Assert.True(ours.Contains(form) && Genuine.Contains(form), form));
    }

    private static string Explain(string member)
    {
        var stem = member.Split('(')[0];
        var near = Genuine.Where(line => line.StartsWith(stem + "(", StringComparison.Ordinal)).Take(3).ToList();
        return near.Count == 0 ? member : $"{member}\n    TorchSharp has: {string.Join("\n                    ", near)}";
    }
}

using System.Text.Json.Nodes;
using Workbook.Kernel.Jupyter;
using Xunit;

namespace Workbook.Kernel.Tests.Jupyter;

public sealed class KernelSpecTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Install_WithAPrefix_WritesWhatJupyterReads()
    {
        var file = KernelSpec.Install(KernelSpec.DefaultName, folder.Path);
        KernelSpec.Install(KernelSpec.DefaultName, folder.Path);

        Assert.Equal(folder.File("share/jupyter/kernels/.net-csharp/kernel.json"), file);
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        var spec = JsonNode.Parse(File.ReadAllText(file))!;
        Assert.Equal("{connection_file}", (string?)spec["argv"]!.AsArray()[^1]);
        Assert.All(spec["argv"]!.AsArray().Take(2), program => Assert.True(File.Exists((string?)program), (string?)program));
        Assert.Equal((".NET (C#)", "C#", "message"), ((string?)spec["display_name"], (string?)spec["language"], (string?)spec["interrupt_mode"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../up")]
    public void Install_NoName_IsRefused(string name)
    {
        Assert.Contains("is no name of a kernel", Assert.Throws<ArgumentException>(() => KernelSpec.Install(name, folder.Path)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}

using Tests.Support;
using Workbook.Cli;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Cli;

public sealed class WeightsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Checkpoint_IsListedAndConverted()
    {
        var converted = Path.Combine(_folder.Path, "w.safetensors");
        Assert.Equal(0, Invoke("weights", Repository.Path("tests/Peers/weights/checkpoint.pth"), "--to", converted));
        var lines = _output.ToString().TrimEnd().Split('\n');
        Assert.Equal("0.weight               Float32   [3, 2, 1, 1]", lines[0]);
        Assert.Equal("1.num_batches_tracked  Int64     []", lines[6]);
        Assert.Contains("epoch: int 3", lines);
        Assert.Equal("TorchZip: 7 tensors, 22 elements", lines[^1]);

        _output.GetStringBuilder().Clear();
        Assert.Equal(0, Invoke("weights", converted));
        Assert.Equal([.. lines[..7], "Safetensors: 7 tensors, 22 elements"], _output.ToString().TrimEnd().Split('\n'));
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void OtherFile_IsRefusedByName()
    {
        Assert.Equal(1, Invoke("weights", Repository.Path("README.md")));
        Assert.Contains("README.md: not a file of weights", _error.ToString(), StringComparison.Ordinal);
    }

    private int Invoke(params string[] arguments) => CommandLine.Run(arguments, new CliHost
    {
        Output = _output,
        Error = _error,
        IsTerminal = false,
        Store = new ResultStore(_folder.Path),
        Executor = (_, _) => throw new InvalidOperationException("Nothing is to be trained."),
        Stop = default,
    });
}

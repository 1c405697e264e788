using Workbook.Cli;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Cli;

public sealed class ProfileCommandTests : IDisposable
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

    [Theory]
    [InlineData("train", "roi_heads.sampling", "optimizer")]
    [InlineData("detect", "roi_heads.selection", "masks into the image")]
    public void Step_IsSharedOutAmongTheModules(string work, string part, string section)
    {
        Assert.Equal(0, Invoke("profile", work, "--classes", "2", "--height", "200", "--width", "200", "--steps", "1", "--depth", "2"));
        var lines = _output.ToString().TrimEnd().Split('\n');
        Assert.Empty(_error.ToString());
        foreach (var name in new[] { "backbone", "  backbone.fpn", "rpn", "  rpn.head", "  " + part, "  roi_heads.mask_predictor", section, "all" })
            Assert.Single(lines, line => line.StartsWith(name + ' ', StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("backbone.body.layer1", StringComparison.Ordinal));
        Assert.Contains("GFLOP/s of a 3 x 3 convolution of 256 channels", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--steps", "0", "--steps 0: expected at least 1.")]
    [InlineData("--height", "199", "--height 199: expected at least 200.")]
    public void BadOption_IsRefused(string option, string value, string message)
    {
        Assert.Equal(2, Invoke("profile", "detect", option, value));
        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
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

using System.Diagnostics;
using System.Text.Json.Nodes;
using Tests.Support;
using Workbook.Kernel.Jupyter;
using Xunit;

namespace Workbook.Kernel.Tests.Jupyter;

/// <summary>A conversation of Debian's jupyter_client with the kernel: jupyter_session.py, run once.</summary>
public sealed class JupyterSession : IDisposable
{
    private const int NotInstalled = 77;

    private readonly TemporaryFolder folder = new();

    public JupyterSession()
    {
        var spec = KernelSpec.Install(KernelSpec.DefaultName, folder.Path);
        var start = new ProcessStartInfo("/usr/bin/python3", [Repository.Path("tests/Workbook.Kernel.Tests/Jupyter/jupyter_session.py")])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["JUPYTER_DATA_DIR"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(spec)!, "..", ".."));
        using var python = File.Exists(start.FileName) ? Process.Start(start) : null;
        if (python is null)
            return;
        var messages = python.StandardError.ReadToEndAsync();
        var output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        Messages = messages.GetAwaiter().GetResult();
        if (python.ExitCode == NotInstalled)
            return;
        Steps = python.ExitCode == 0 ? JsonNode.Parse(output)!.AsObject() : throw new InvalidOperationException(Messages);
    }

    /// <summary>What the client and the kernel wrote to standard error.</summary>
    public string Messages { get; } = "";

    private JsonObject? Steps { get; }

    public void Dispose() => folder.Dispose();

    /// <summary>What a step of the script found; skips the test where jupyter_client is not installed.</summary>
    public JsonNode Step(string name)
    {
        Assert.SkipWhen(Steps is null, "python3-jupyter-client is not installed");
        return Steps[name]!;
    }
}

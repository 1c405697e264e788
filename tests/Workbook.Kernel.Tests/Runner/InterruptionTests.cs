using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using System.Text.Json.Nodes;
using Workbook.Kernel.Execution;
using Workbook.Kernel.Protocol;
using Xunit;

namespace Workbook.Kernel.Tests.Runner;

/// <summary>Cells that do not end, or that end their process.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const string Handled = """
        using System.Runtime.InteropServices;
        using System.Threading;
        var stopped = false;
        var registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => { context.Cancel = true; stopped = true; });
        Console.WriteLine("ready");
        while (!Volatile.Read(ref stopped)) Thread.Sleep(1);
        registration.Dispose();
        Console.WriteLine("stopped cleanly");
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Timeout_EndlessCell_IsEndedAndItsOutputKept()
    {
        var (result, cells) = Run(
            ["var i = 0;", "Console.WriteLine(\"before\");\nwhile (true) { i++; }", "2"],
            new Recorder(),
            TimeSpan.FromSeconds(6),
            TimeSpan.FromSeconds(0.2),
            CancellationToken.None);

        Assert.Equal(("cell 2", "TimeoutException"), (result.Error!.Location, result.Error.Name));
        Assert.Equal(
            "The cell ran longer than 6 s, the limit of this run, and was interrupted. It did not stop by itself and was ended with its session.",
            result.Error.Message);
        Assert.Equal("before\n", Notebook.Stream(cells[1]));
        Assert.Equal("error", (string?)cells[1]["outputs"]![1]!["output_type"]);
        Assert.Empty(cells[2]["outputs"]!.AsArray());
    }

    [Fact]
    public void Cancel_CellThatHandlesIt_StopsCleanly()
    {
        using var cancel = new CancellationTokenSource();
        var observer = new Recorder { OnText = text => { if (text.Contains("ready", StringComparison.Ordinal)) cancel.Cancel(); } };
        var (result, cells) = Run([Handled, "2"], observer, null, TimeSpan.FromSeconds(60), cancel.Token);

        Assert.Equal(("OperationCanceledException", "The cell was interrupted on request."), (result.Error!.Name, result.Error.Message));
        Assert.Equal("ready\nstopped cleanly\n", Notebook.Stream(cells[0]));
        Assert.Null(cells[1]["execution_count"]);
    }

    [Fact]
    public async Task Interrupt_Handled_LeavesTheSessionAlive()
    {
        using var cancel = new CancellationTokenSource();
        using var session = new SessionProcess(folder.Path, TimeSpan.FromSeconds(60));
        var events = new List<CellEvent>();
        await session.Execute(new CellRequest(1, "csharp", Handled), null, cellEvent => { if (cellEvent is StreamText) cancel.Cancel(); }, cancel.Token);
        await session.Execute(new CellRequest(2, "csharp", "stopped"), null, events.Add, CancellationToken.None);

        Assert.True(session.IsAlive);
        Assert.Equal("True", (string?)Assert.IsType<Displayed>(Assert.Single(events)).Data["text/plain"]);
    }

    [Fact]
    public void Cancel_BeforeTheStart_RunsNothing()
    {
        var (result, cells) = Run(["System.IO.File.WriteAllText(\"ran\", \"\");"], new Recorder(), null, TimeSpan.Zero, new CancellationToken(canceled: true));

        Assert.Equal("OperationCanceledException", result.Error!.Name);
        Assert.False(File.Exists(folder.File("ran")));
        Assert.Equal("error", (string?)cells[0]["outputs"]![0]!["output_type"]);
    }

    [Theory]
    [InlineData("Environment.Exit(3);", "The cell ended its own process, with exit code 3.", "")]
    [InlineData("int F(int n) => n + F(n + 1) + F(n);\nF(0)", "The session crashed while the cell ran: an unhandled exception, a stack overflow", "Stack overflow")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"libc\")] static extern void abort();\nabort();", "The session crashed while the cell ran: ", "")]
    public void Session_Ended_IsTheErrorOfItsCell(string code, string message, string said)
    {
        var (result, cells) = Run(["Console.WriteLine(\"before\");\n" + code, "2"], new Recorder(), null, TimeSpan.FromSeconds(60), CancellationToken.None);

        Assert.Equal(("cell 1", "SessionEnded"), (result.Error!.Location, result.Error.Name));
        Assert.StartsWith(message, result.Error.Message, StringComparison.Ordinal);
        Assert.Contains("before\n", Notebook.Stream(cells[0]), StringComparison.Ordinal);
        Assert.Contains(said, Notebook.Stream(cells[0], "stderr"), StringComparison.Ordinal);
        Assert.Equal("error", (string?)cells[0]["outputs"]!.AsArray()[^1]!["output_type"]);
        Assert.Empty(cells[1]["outputs"]!.AsArray());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("while (true) { }", 137)]
    public async Task Session_RunnerGone_EndsEvenInTheMiddleOfACell(string code, int exitCode)
    {
        var name = "workbook-test-" + Guid.NewGuid().ToString("N");
        var pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        var start = new ProcessStartInfo("dotnet", [typeof(SessionProcess).Assembly.Location, "session", name])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var session = Process.Start(start)!;
        await pipe.WaitForConnectionAsync(TestContext.Current.CancellationToken);
        using (var reader = new StreamReader(pipe))
        {
            var request = new JsonObject { ["type"] = "cell", ["number"] = 1, ["language"] = "csharp", ["code"] = "Console.WriteLine(\"1\");" + code };
            await pipe.WriteAsync(Encoding.UTF8.GetBytes(request.ToJsonString() + "\n"), TestContext.Current.CancellationToken);
            Assert.Contains("\"text\":\"1\\n\"", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            if (exitCode == 0)
                Assert.Contains("ended", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        await session.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(exitCode, session.ExitCode);
    }

    private (NotebookResult Result, JsonNode[] Cells) Run(string[] cells, Recorder observer, TimeSpan? timeout, TimeSpan grace, CancellationToken cancel)
    {
        var path = folder.Write("a.ipynb", Notebook.Of([.. cells.Select(code => Notebook.Code(code))]).ToJsonString());
        var result = NotebookRunner.Run(path, [], new Dictionary<string, string>(), timeout, grace, observer, cancel);
        return (result, [.. JsonNode.Parse(File.ReadAllText(result.Files[0]))!["cells"]!.AsArray().Select(cell => cell!)]);
    }
}

using System.Diagnostics;
using System.Globalization;
using Workbook.Kernel.Jupyter;
using Workbook.Kernel.Protocol;
using Xunit;

namespace Workbook.Kernel.Tests.Jupyter;

/// <summary>Real kernels, started by a shell in the place of a Jupyter server, which is killed.</summary>
public sealed class ParentWatchTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SeveralLooks = TimeSpan.FromSeconds(4);

    private readonly TemporaryFolder folder = new();
    private readonly List<int> started = [];

    public void Dispose()
    {
        foreach (var process in started.Where(IsRunning))
            Process.GetProcessById(process).Kill();
        folder.Dispose();
    }

    [Theory]
    [InlineData("export JPY_PARENT_PID=$$; $KERNEL & echo $!; wait")]
    [InlineData("export JPY_PARENT_PID=$$; sh -c '$KERNEL & echo $!; wait' & wait")]
    public async Task ServerKilled_KernelAndSessionEnd(string server)
    {
        var (shell, kernel, session) = await Start(server);

        shell.Kill();

        await Until(() => !IsRunning(kernel) && !IsRunning(session), "the kernel or its session goes on");
    }

    [Theory]
    [InlineData("$KERNEL & echo $!; wait")]
    [InlineData("setsid nohup $KERNEL 2>/dev/null & echo $!; wait")]
    [InlineData("export JPY_PARENT_PID=4194305; $KERNEL & echo $!; wait")]
    public async Task NoServerToWatch_KernelStays(string starter)
    {
        var (shell, kernel, session) = await Start(starter);

        shell.Kill();
        await Task.Delay(SeveralLooks, TestContext.Current.CancellationToken);

        Assert.True(IsRunning(kernel) && IsRunning(session));
    }

    private async Task<(Process Shell, int Kernel, int Session)> Start(string script)
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "the processes are found in /proc, which is Linux's");
        // With ipc in a folder of the test no port is needed.
        var connection = folder.Write("c.json", $$"""
            {"transport": "ipc", "ip": "{{folder.File("socket")}}", "key": "k", "signature_scheme": "hmac-sha256",
             "shell_port": 1, "control_port": 2, "iopub_port": 3, "stdin_port": 4, "hb_port": 5}
            """);
        var start = new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        start.Environment["KERNEL"] = $"{SessionProcess.DotNetHost()} {typeof(KernelSpec).Assembly.Location} jupyter {connection}";
        start.Environment["JPY_PARENT_PID"] = null;
        var shell = Process.Start(start)!;
        var kernel = int.Parse((await shell.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
        started.Add(kernel);
        var session = 0;
        await Until(() => Serves(kernel) && (session = ChildOf(kernel)) > 0, "the kernel does not start");
        started.Add(session);
        return (shell, kernel, session);
    }

    private static async Task Until(Func<bool> holds, string otherwise)
    {
        for (var clock = Stopwatch.StartNew(); !holds(); await Task.Delay(100, TestContext.Current.CancellationToken))
            Assert.True(clock.Elapsed < Limit, otherwise);
    }

    // This thread is begun last.
    private static bool Serves(int kernel) =>
        Directory.Exists($"/proc/{kernel}") && Directory.GetDirectories($"/proc/{kernel}/task").Any(thread => Read($"{thread}/comm") == "heartbeat\n");

    private static int ChildOf(int parent) => Directory.GetDirectories("/proc")
        .Select(process => int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .FirstOrDefault(process => process > 0 && Status(process) is [_, var of, ..] && of == parent.ToString(CultureInfo.InvariantCulture));

    // A process that nobody has waited for yet is a zombie.
    private static bool IsRunning(int process) => Status(process) is [not ("Z" or "X"), ..];

    /// <summary>State, parent and more of a process; empty where there is none.</summary>
    private static string[] Status(int process)
    {
        var text = Read($"/proc/{process}/stat");
        return text.Length == 0 ? [] : text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}

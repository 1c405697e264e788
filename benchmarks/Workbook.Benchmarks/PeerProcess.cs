using System.Diagnostics;
using System.Globalization;
using Workbook.Machine;

namespace Workbook.Benchmarks;

/// <summary>A script of benchmarks/peers under Debian's Python: asked for n calls, it answers with the milliseconds of each.</summary>
internal sealed class PeerProcess : IDisposable
{
    public const string Python = "/usr/bin/python3";
    private readonly Process _process;

    public PeerProcess(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "peers", script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (BlasFacts.Detect(LoadedLibraries.Collect()).WithKernels().Kernels is { } kernels)
            start.Environment["OPENBLAS_CORETYPE"] = kernels; // as in this process, which must have loaded libtorch
        _process = Process.Start(start)!;
    }

    public double[] Measure(int calls)
    {
        _process.StandardInput.WriteLine(calls);
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException(
                $"The peer ended without an answer; its error is above. It needs {Python} with torch (Debian: python3-torch).");
        return [.. answer.Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture))];
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}

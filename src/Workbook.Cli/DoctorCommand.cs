using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Workbook.Machine;

namespace Workbook.Cli;

/// <summary><c>workbook doctor</c>: describes the machine and says what is missing.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Folder of the data sets (default: WORKBOOK_DATA, then ./data)" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("doctor", "Describe this machine: libtorch, BLAS and its speed, CUDA, data sets, and what is missing") { data, json };
        command.SetAction(result =>
        {
            var report = DoctorReport.Collect(result.GetValue(data));
            if (result.GetValue(json))
                result.InvocationConfiguration.Output.Write(report.ToJson());
            else
                Write(AnsiConsole.Console, report);
            return report.IsFit ? 0 : 1;
        });
        return command;
    }

    internal static void Write(IAnsiConsole console, DoctorReport report)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        foreach (var (name, value) in Facts(report))
            grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
        console.Write(grid);
        console.WriteLine();

        foreach (var finding in report.Findings)
        {
            var (label, colour) = finding.Severity switch
            {
                Severity.Error => ("error", Color.Red),
                Severity.Warning => ("warning", Color.Yellow),
                _ => ("note", Color.Blue),
            };
            var text = new Grid().AddColumn(new GridColumn().NoWrap().Width(7)).AddColumn();
            text.AddRow(new Text(label, new Style(colour)), new Text(finding.What));
            text.AddRow(Text.Empty, new Text(finding.Fix, new Style(decoration: Decoration.Italic)));
            console.Write(text);
        }
        if (report.Findings.Count == 0)
            console.WriteLine("Nothing is missing.");
    }

    private static IEnumerable<(string Name, string Value)> Facts(DoctorReport report)
    {
        var environment = report.Environment;
        var cpu = environment.Cpu;
        yield return ("System", Invariant($"{environment.OperatingSystem}, {environment.Kernel}, {environment.Architecture}"));
        yield return ("Processor", Invariant($"{cpu.Model}, {cpu.PhysicalCores} cores, {cpu.AvailableCores} of {cpu.LogicalProcessors} logical processors available"));
        yield return ("Vectors", string.Join(' ', cpu.VectorExtensions));
        yield return ("Memory", Invariant($"{Gibibytes(environment.Memory.AvailableBytes):F1} GiB available of {Gibibytes(environment.Memory.TotalBytes):F1} GiB"));
        yield return ("Runtime", environment.DotNet);
        if (environment.Torch is { } torch)
        {
            yield return ("libtorch", $"{torch.Version}, provider {torch.Provider}{(torch.Library is null ? "" : $", {torch.Library}")}");
            yield return ("BLAS", $"{torch.Blas.Description}{(torch.Blas.Path is null ? "" : $", {torch.Blas.Path}")}");
            yield return ("Speed", Invariant($"{report.MatrixProductGflops:F1} GFLOP/s (float32 matrix product), {torch.Threads} threads"));
            yield return ("CUDA", torch.CudaDevices == 0 ? "no device" : Invariant($"{torch.CudaDevices} device(s)"));
        }
        foreach (var library in report.Libraries)
            yield return (library.File, library.Found ? $"found ({library.Purpose})" : "missing");
        foreach (var dataSet in report.DataSets)
            yield return (dataSet.Name, dataSet.Path ?? $"not found in {string.Join(", ", dataSet.Searched)}");
    }

    private static double Gibibytes(long bytes) => bytes / (double)(1L << 30);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

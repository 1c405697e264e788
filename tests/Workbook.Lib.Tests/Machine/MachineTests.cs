using TorchSharp;
using Workbook.Machine;
using Xunit;

namespace Workbook.Tests.Machine;

public class MachineTests
{
    [Fact]
    public void EnvironmentReport_ThisMachine_DescribesTheLibtorchThatRuns()
    {
        var report = EnvironmentReport.Collect();

        Assert.NotNull(report.Torch);
        Assert.Null(report.TorchFailure);
        Assert.Equal(torch.__version__, report.Torch.Version);
        Assert.True(File.Exists(report.Torch.Library), $"{report.Torch.Library} is not a file.");
        Assert.InRange(report.Cpu.AvailableCores, 1, report.Cpu.LogicalProcessors);
        Assert.InRange(report.Memory.AvailableBytes, 1, report.Memory.TotalBytes);
    }

    [Fact]
    public void MatrixProductSpeed_ThisMachine_IsBetweenAPocketCalculatorAndASupercomputer() =>
        Assert.InRange(MatrixProductSpeed.Measure(), 0.1, 1e6);
}

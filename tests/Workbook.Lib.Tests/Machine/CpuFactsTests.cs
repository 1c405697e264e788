using Workbook.Machine;
using Xunit;

namespace Workbook.Tests.Machine;

public class CpuFactsTests
{
    private const string Amd = """
        processor	: 0
        vendor_id	: AuthenticAMD
        model		: 17
        model name	: AMD EPYC 9R14
        physical id	: 0
        core id		: 0
        flags		: fpu sse sse2 ssse3 fma sse4_1 sse4_2 avx f16c avx2 avx512f avx512_bf16 avx512_vnni fsrm
        bugs		: sysret_ss_attrs

        processor	: 1
        vendor_id	: AuthenticAMD
        model name	: AMD EPYC 9R14
        physical id	: 0
        core id		: 1
        flags		: fpu sse sse2 ssse3 fma sse4_1 sse4_2 avx f16c avx2 avx512f avx512_bf16 avx512_vnni fsrm
        """;

    private const string Arm = """
        processor	: 0
        BogoMIPS	: 2100.00
        Features	: fp asimd evtstrm aes crc32 atomics fphp asimdhp cpuid asimdrdm asimddp sve
        CPU implementer	: 0x41
        CPU part	: 0xd40
        """;

    [Fact]
    public void Parse_X86_ReadsModelExtensionsAndProcessors()
    {
        var cpu = CpuFacts.Parse(Amd, availableCores: 1);

        Assert.Equal("AMD EPYC 9R14", cpu.Model);
        Assert.Equal(["sse4_2", "avx", "fma", "avx2", "avx512f", "avx512_vnni", "avx512_bf16"], cpu.VectorExtensions);
        Assert.Equal(2, cpu.LogicalProcessors);
        Assert.Equal(2, cpu.PhysicalCores);
        Assert.Equal(1, cpu.AvailableCores);
    }

    [Theory]
    [InlineData("0", "1", 2)]
    [InlineData("0", "0", 1)]
    public void Parse_CoreNumbers_CountsThreadsOfACoreOnce(string first, string second, int cores)
    {
        var processors = new[] { first, second }.Select((core, i) => $"processor : {i}\nphysical id : 0\ncore id : {core}\n");

        Assert.Equal(cores, CpuFacts.Parse(string.Join('\n', processors), availableCores: 2).PhysicalCores);
    }

    [Fact]
    public void Parse_Arm_ReadsFeaturesAndNamesTheArchitecture()
    {
        var cpu = CpuFacts.Parse(Arm, availableCores: 1);

        Assert.Equal(["asimd", "asimdhp", "asimddp", "sve"], cpu.VectorExtensions);
        Assert.Equal(1, cpu.PhysicalCores);
        Assert.Contains(cpu.Model, Enum.GetNames<System.Runtime.InteropServices.Architecture>());
    }

    [Fact]
    public void Parse_EmptyText_TakesTheCountOfTheRuntime()
    {
        var cpu = CpuFacts.Parse("", availableCores: 3);

        Assert.Empty(cpu.VectorExtensions);
        Assert.Equal(3, cpu.LogicalProcessors);
    }
}

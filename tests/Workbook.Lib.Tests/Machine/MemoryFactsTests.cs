using Workbook.Machine;
using Xunit;

namespace Workbook.Tests.Machine;

public class MemoryFactsTests
{
    private const string MemInfo = "MemTotal:       24684084 kB\nMemFree:        23099376 kB\nMemAvailable:   23934748 kB\n";

    [Fact]
    public void Parse_NoLimit_TakesTheMachine()
    {
        var memory = MemoryFacts.Parse(MemInfo, ["", "max\n", "9223372036854771712\n"]);

        Assert.Equal(new MemoryFacts(24_684_084L * 1024, 23_934_748L * 1024), memory);
    }

    [Fact]
    public void Parse_ContainerLimit_BoundsBoth()
    {
        var memory = MemoryFacts.Parse(MemInfo, ["2147483648\n"]);

        Assert.Equal(new MemoryFacts(2_147_483_648, 2_147_483_648), memory);
    }

    [Fact]
    public void Parse_EmptyText_IsUnknown() => Assert.Equal(new MemoryFacts(0, 0), MemoryFacts.Parse("", []));
}

using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed class NotebookHeaderTests
{
    [Fact]
    public void Write_DetectionTable_EstimatesItsTimesAndNamesItsDifferences()
    {
        var header = NotebookHeader.Write([TableReport.Build(PaperTables.Table5, Profile.Mini, new StoreContent([], []), new("code1", "code1", "code1"))]);

        // 7 runs of 1,000 steps of 8 images at 0.037 s are 35 minutes, the 7,200 steps of their backbone at 0.15 s 18; of 44,325 steps of 32 images at 5 s, 575 days.
        Assert.Equal(
            "| Table 5 | 7 | a minute | 53 minutes | 575 days |",
            Assert.Single(header.Split('\n'), line => line.StartsWith("| Table 5 |", StringComparison.Ordinal)));
        Assert.Contains("thin detector on small images of a synthetic set", header, StringComparison.Ordinal);
        Assert.DoesNotContain("Which images a class keeps", header, StringComparison.Ordinal);
        Assert.Contains("- Focal loss: The paper prints no gamma", header, StringComparison.Ordinal);
    }
}

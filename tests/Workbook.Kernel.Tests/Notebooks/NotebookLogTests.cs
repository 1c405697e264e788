using System.Globalization;
using Xunit;

namespace Workbook.Kernel.Tests.Notebooks;

public sealed class NotebookLogTests
{
    [Fact]
    public void Log_OfARun_IsReadable()
    {
        var before = CultureInfo.CurrentCulture;
        using var output = new StringWriter();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var log = new NotebookLog(output, output);
            log.Started(1, 2, "\n  var x = 1;\nmore");
            log.Wrote(false, "no line end");
            log.Displayed(["text/plain"], "5");
            log.Displayed(["text/html", "image/png"], null);
            log.Ended(1, true, TimeSpan.FromSeconds(0.9));
            log.Started(2, 2, new string('y', 100));
            log.Wrote(true, "half");
            log.Failed(["E: m", "   at x"]);
            log.Ended(2, false, TimeSpan.FromSeconds(1.25));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(
            $"[1/2] var x = 1;\nno line end\n5\n(text/html, image/png)\n[2/2] {new string('y', 80)}...\nhalf\nE: m\n   at x\n    failed after 1.2 s\n",
            output.ToString());
    }

    [Fact]
    public void Log_OfMuchText_StopsAndSaysSo()
    {
        using var output = new StringWriter();
        var log = new NotebookLog(output, output);
        log.Started(1, 1, "x");
        for (var i = 0; i < 100; i++)
            log.Wrote(false, new string('x', 999) + "\n");

        Assert.InRange(output.ToString().Length, 64_000, 64_200);
        Assert.EndsWith("[... the rest of this cell's text is in the output file]\n", output.ToString(), StringComparison.Ordinal);
    }
}

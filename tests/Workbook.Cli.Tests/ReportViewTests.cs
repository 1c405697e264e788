using System.Globalization;
using Newtonsoft.Json.Linq;
using Spectre.Console;
using Workbook.Cli;
using Workbook.Experiments;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;
using Profile = Workbook.Experiments.Profile;

namespace Workbook.Tests.Cli;

public sealed class ReportViewTests : IDisposable
{
    // Seed by seed SEQL is 2, 2.5 and 3 above focal loss: 2.5 and half width 4.303 * 0.5 / sqrt(3) = 1.242; and 5, 5.1 and 4.9 above
    // class-balanced loss: 5 and half width 4.303 * 0.1 / sqrt(3) = 0.248.
    private const string ReproducedClaims =
        """
        Claims of the paper
        reproduced      SEQL has a higher top-1 accuracy than focal loss and than class-balanced loss. (section 6, Table 8)
                        top-1 above focal loss > 0: here +2.50 [+1.26, +3.74] over 3 paired seeds, published +7.76 (copied)
                        Both contrasts are reproduced, the deciding one because its 95 % interval lies above 0.
        not comparable  SEQL has a higher top-1 accuracy than Meta-Weight Net. (section 6, Table 8)
                        top-1 above Meta-Weight Net > 0: published +5.47 (copied)
                        The number of Meta-Weight Net is quoted from Shu et al. 2019, of another recipe, and not trained here.

        - Training is 12 % of the paper's: hold its rows against each other, not against the published numbers.
        """;

    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly FakeExecutor executor = new() { Act = (spec, _, _) => Samples.Record(spec, Top1(spec)) };

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void Run_ThreeSeeds_EndsWithTheVerdicts(string culture)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal(0, Invoke("run table8 --seeds 3"));

            Assert.Contains(ReproducedClaims, Text(), StringComparison.Ordinal);
            Assert.Matches(@"SEQL, gamma 0\.95, lambda 3e-3 +43\.38 +42\.50 ± 3\.77 +-0\.88 \[-10\.26, \+8\.50\]", Text());
            Assert.DoesNotContain('\u001b', Text());
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [Fact]
    public void Show_ThreeSeeds_PrintsTheSameVerdicts()
    {
        Invoke("run table8 --seeds 3");
        output.GetStringBuilder().Clear();

        Assert.Equal(0, Invoke("show table8"));

        Assert.Contains(ReproducedClaims, Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_Synthetic_SaysSoAtTheVerdict()
    {
        executor.Data = Samples.Synthetic;
        Invoke("run table8 --seeds 3");
        output.GetStringBuilder().Clear();

        Invoke("show table8");

        Assert.Contains("here +2.50 [+1.26, +3.74] (SYNTHETIC) over 3 paired seeds", Text(), StringComparison.Ordinal);
        Assert.Contains("Both contrasts are reproduced, the deciding one because on SYNTHETIC data, its 95 % interval lies above 0.", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Smoke_IsNeverShownAsReproduced()
    {
        Invoke("run --profile smoke --seeds 3");

        Assert.Equal(PaperTables.All.Sum(table => table.Claims.Count), Text().Split("\nnot comparable  ").Length - 1);
        Assert.DoesNotContain("reproduced", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_Json_HoldsVerdicts()
    {
        Invoke("run table8 --seeds 3");
        output.GetStringBuilder().Clear();

        Invoke("show table8 --json");

        var claims = JObject.Parse(output.ToString())["claims"]!;
        Assert.Equal(["reproduced", "notComparable"], claims.Select(claim => (string?)claim["verdict"]));
        Assert.Equal(2, claims[0]!["contrasts"]!.Count());
    }

    [Fact]
    public void Tables_Text_ListsClaims()
    {
        Invoke("tables table8");

        Assert.Contains("- SEQL has a higher top-1 accuracy than Meta-Weight Net. (section 6, Table 8)", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Terminal_ColoursVerdicts()
    {
        Invoke("run table8 --seeds 3");
        using var coloured = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Out = new AnsiConsoleOutput(coloured) });

        ReportView.Write(console, TableReport.Build(PaperTables.Table8, Profile.Mini, new ResultStore(folder.Path).Load(Profile.Mini), TrainingCode.Versions));

        Assert.Matches("\u001b\\[[0-9;]*mreproduced", coloured.ToString());
    }

    private static double Top1(RunSpec spec)
    {
        double[] seql = [42, 46.5, 39];
        double[] focal = [40, 44, 36];
        return ((ClassificationExperiment)spec.Experiment).Loss switch
        {
            Loss.FocalCase => focal[spec.Seed],
            Loss.ClassBalancedCase => seql[spec.Seed] - 5 - spec.Seed switch { 0 => 0, 1 => 0.1, _ => -0.1 },
            _ => seql[spec.Seed],
        };
    }

    private string Text() => string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd()));

    private int Invoke(string arguments) => CommandLine.Run(arguments.Split(' '), new CliHost
    {
        Output = output,
        Error = TextWriter.Null,
        IsTerminal = false,
        Store = new ResultStore(folder.Path),
        Executor = (_, _) => executor,
        Stop = CancellationToken.None,
    });
}

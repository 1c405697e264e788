using System.Globalization;
using System.Text.RegularExpressions;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;
using Workbook.Training;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed partial class TrainingBarTests : IDisposable
{
    private static readonly PlannedRun Run = new(Samples.Spec(), [], null);

    private readonly Clock _clock = new();
    private readonly StringWriter _lines = new();

    public void Dispose() => _lines.Dispose();

    [Fact]
    public void Progress_NobodyListens_IsLines()
    {
        var bar = Bar();
        bar.Started(Run);
        Advance(bar, 1, 4);
        _clock.Seconds = 11;
        Advance(bar, 2, 3);
        bar.Ended(new CompletedRun(Run, RunOutcome.Trained, Samples.Record(Run.Spec), null, null));

        Assert.Equal(3, _lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("[1/2]", _lines.ToString(), StringComparison.Ordinal);
        Assert.Contains("2/1500, loss 3.000", _lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_Followed_IsToldTwiceASecondAndNotAsLines()
    {
        var changes = 0;
        var bar = Bar();
        bar.PropertyChanged += (_, _) => changes++;
        bar.Started(Run);
        for (var i = 1; i <= 100; i++)
        {
            _clock.Seconds += 0.1;
            Advance(bar, i, 5 - i / 100.0);
        }

        Assert.InRange(changes, 1 + 16, 1 + 20);
        Assert.Equal("", _lines.ToString());
        var (html, text) = NotebookFormatting.Of(bar);
        Assert.Equal($"[1/2] {RunText.Name(Run)}: training 100/1500, loss 4.000, 2.00 it/s, 01:30 left", text);
        Assert.Contains("max=\"2\" value=\"0.067\"", html, StringComparison.Ordinal);
        Assert.Contains("training loss, from 4.99 to 4.00", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Sparkline_LongTraining_KeepsAFewHundredPointsFromBeginToEnd()
    {
        var bar = Bar();
        bar.Started(Run);
        for (var i = 1; i <= 1500; i++)
            Advance(bar, i, i == 700 ? double.PositiveInfinity : 1.0 / i);

        var points = Points().Match(NotebookFormatting.Of(bar).Html).Groups[1].Value.Split(' ')
            .Select(point => point.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.InRange(points.Length, 190, 400);
        Assert.True(points.Zip(points.Skip(1)).All(pair => pair.First[0] <= pair.Second[0] && pair.First[1] <= pair.Second[1]));
        Assert.Equal((1.2, 1), (points[0][0], points[0][1]));
        Assert.InRange(points[^1][0], 236, 239);
    }

    [Fact]
    public void Ended_HostileDetail_IsText()
    {
        var bar = Bar();
        bar.Started(Run);
        bar.Ended(new CompletedRun(Run, RunOutcome.Failed, null, null, "<script>x</script>"));

        var (html, text) = NotebookFormatting.Of(bar);
        Assert.DoesNotContain("<script>x", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;x", html, StringComparison.Ordinal);
        Assert.StartsWith("[1/2]", text, StringComparison.Ordinal);
    }

    private static void Advance(TrainingBar bar, int iteration, double loss) =>
        bar.Progressed(Run, new TrainingProgress(iteration, 1500, loss, 0.1, 2, TimeSpan.FromSeconds(90), "training"));

    private TrainingBar Bar() => new(_lines, 2, _clock);

    [GeneratedRegex("points=\"([^\"]*)\"")]
    private static partial Regex Points();

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)Math.Round(Seconds * 1000);
    }
}

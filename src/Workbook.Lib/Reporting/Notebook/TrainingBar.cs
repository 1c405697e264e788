using System.ComponentModel;
using System.Globalization;
using Workbook.Results;
using Workbook.Training;

namespace Workbook.Reporting;

/// <summary>
/// Training as a notebook shows it: one bar with the loss of the run so far, and a line for each run that is through. It says when it changed, so that a
/// kernel that listens shows it again in its place; where none listens, the progress is written as lines.
/// </summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class TrainingBar : IRunObserver, INotebookValue, INotifyPropertyChanged
{
    private const int MostPoints = 200;
    private const int Width = 240;
    private const int Height = 32;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly int _count;
    private readonly TimeProvider _time;
    private readonly PlainProgress _lines;
    private readonly List<CompletedRun> _ended = [];
    private readonly List<(long Iteration, double Loss)> _losses = [];
    private PlannedRun? _run;
    private TrainingProgress? _progress;
    private long _last;

    internal TrainingBar(TextWriter output, int count, TimeProvider time) =>
        (_count, _time, _lines) = (count, time, new PlainProgress(output, count, time));

    /// <summary>The bar shows something else than before.</summary>
    public event PropertyChangedEventHandler? PropertyChanged;

    /// <inheritdoc/>
    public void Started(PlannedRun run)
    {
        (_run, _progress) = (run, null);
        _losses.Clear();
        if (PropertyChanged is null)
            _lines.Started(run);
        Changed();
    }

    /// <inheritdoc/>
    public void Progressed(PlannedRun run, TrainingProgress progress)
    {
        _progress = progress;
        _losses.Add((progress.Iteration, progress.Loss));
        if (_losses.Count == 2 * MostPoints)
            Halve();
        if (PropertyChanged is null)
            _lines.Progressed(run, progress);
        if (_time.GetElapsedTime(_last) >= Interval)
            Changed();
    }

    /// <inheritdoc/>
    public void Ended(CompletedRun run)
    {
        _ended.Add(run);
        _run = null;
        if (PropertyChanged is null)
            _lines.Ended(run);
        Changed();
    }

    string INotebookValue.ToHtml() => ReportStyle.Fragment(Html.Of($"""
        <div role="status">
        {_ended.Where(run => run.Outcome != RunOutcome.NotStarted).Select(run => Html.Of($"<div class=\"minor\">{RunText.Ended(run)}</div>"))}
        {(_run is null ? default : Html.Of($"<div>{Line()}</div>"))}
        <progress max="{_count}" value="{_ended.Count + Share():F3}" aria-label="runs that are through" style="width: {Width}px; vertical-align: middle"></progress>
        {Sparkline()}
        </div>
        """)).ToString();

    string INotebookValue.ToText() => _run is not null ? Line() : _ended.Count > 0 ? Numbered(_ended.Count, RunText.Ended(_ended[^1])) : Numbered(0, "runs");

    private string Line() => Numbered(_ended.Count + 1, $"{RunText.Name(_run!)}: {(_progress is null ? "started" : RunText.Progress(_progress))}");

    private string Numbered(int number, string text) => string.Create(CultureInfo.InvariantCulture, $"[{number}/{_count}] {text}");

    private double Share() => _run is null || _progress is null ? 0 : (double)_progress.Iteration / _progress.Iterations;

    private Html Sparkline()
    {
        var points = _losses.Where(point => double.IsFinite(point.Loss)).ToArray();
        if (_progress is null || points.Length < 2)
            return default;
        var (low, high) = (points.Min(point => point.Loss), points.Max(point => point.Loss));
        var line = string.Join(' ', points.Select(point => string.Create(
            CultureInfo.InvariantCulture,
            $"{1 + (Width - 2) * (double)point.Iteration / _progress.Iterations:F1},{1 + (Height - 2) * (high > low ? (high - point.Loss) / (high - low) : 0.5):F1}")));
        return Html.Of($"""
            <svg width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}" role="img" style="vertical-align: middle"
            aria-label="training loss, from {points[0].Loss:F2} to {points[^1].Loss:F2}"><polyline points="{line}" fill="none" stroke="#0072b2" stroke-width="1.5"/></svg>
            """);
    }

    private void Halve()
    {
        for (var i = 0; i < MostPoints; i++)
            _losses[i] = _losses[2 * i];
        _losses.RemoveRange(MostPoints, _losses.Count - MostPoints);
    }

    private void Changed()
    {
        _last = _time.GetTimestamp();
        PropertyChanged?.Invoke(this, new PropertyChangedEventArgs(null));
    }
}

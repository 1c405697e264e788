using System.Collections;
using System.Globalization;
using System.Text;

namespace Workbook.Data.Detection;

/// <summary>Everything that is wrong with a file, by kind, in the order in which the kinds were first met. Empty where nothing is.</summary>
public sealed class DataProblems : IReadOnlyList<DataProblem>
{
    private const int MaximumExamples = 5;
    private readonly List<(string What, bool IsDropped)> _kinds = [];
    private readonly List<long> _counts = [];
    private readonly List<List<string>> _examples = [];

    internal DataProblems(string source) => Source = source;

    /// <summary>The file.</summary>
    public string Source { get; }

    /// <summary>Number of kinds.</summary>
    public int Count => _kinds.Count;

    /// <summary>How often records, or entries of records, were left out.</summary>
    public long Dropped => _kinds.Select((kind, i) => kind.IsDropped ? _counts[i] : 0).Sum();

    /// <inheritdoc/>
    public DataProblem this[int index] => new(_kinds[index].What, _kinds[index].IsDropped, _counts[index], _examples[index].AsReadOnly());

    /// <inheritdoc/>
    public IEnumerator<DataProblem> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One line a kind: how often, what, whether left out, where first.</summary>
    public override string ToString()
    {
        if (Count == 0)
            return $"{Source}: no problems.";
        var text = new StringBuilder($"{Source}: {Count} {(Count == 1 ? "kind" : "kinds")} of problems");
        foreach (var problem in this)
            text.Append(CultureInfo.InvariantCulture, $"\n- {problem.Count} x {problem.What} ({(problem.IsDropped ? "left out" : "kept")}): ")
                .AppendJoin("; ", problem.Examples).Append(problem.Count > problem.Examples.Count ? "; ..." : "");
        return text.ToString();
    }

    internal void AddDropped(string what, FormattableString where) => Add(what, true, where);

    internal void AddKept(string what, FormattableString where) => Add(what, false, where);

    internal void Settle(ProblemHandling handling)
    {
        if (handling == ProblemHandling.Strict && Count > 0)
            throw new InvalidDataException(
                $"{this}\nRepair the file, or read it without {nameof(ProblemHandling.Strict)}: faulty records are then left out and counted.");
    }

    private void Add(string what, bool isDropped, FormattableString where)
    {
        var kind = _kinds.IndexOf((what, isDropped));
        if (kind < 0)
        {
            kind = _kinds.Count;
            _kinds.Add((what, isDropped));
            _counts.Add(0);
            _examples.Add([]);
        }
        if (_counts[kind]++ < MaximumExamples)
            _examples[kind].Add(where.ToString(CultureInfo.InvariantCulture));
    }
}

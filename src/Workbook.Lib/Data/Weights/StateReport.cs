using System.Globalization;
using System.Text;
using Workbook.Experiments;

namespace Workbook.Data.Weights;

/// <summary>What became of weights and of a module's state.</summary>
/// <param name="Loaded">The module's tensors that were set.</param>
/// <param name="Missing">The module's tensors that the weights lack. Counters of batches, which old files lack, are not counted.</param>
/// <param name="Unexpected">Tensors of the file that the module lacks.</param>
/// <param name="Ignored">Tensors of the file that the name map leaves out, and counters of batches that the module lacks.</param>
/// <param name="Mismatched">Tensors whose shape is another.</param>
public sealed record StateReport(
    IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Ignored, IReadOnlyList<ShapeMismatch> Mismatched)
{
    private const int Most = 10;

    /// <summary>Whether the weights are exactly the module's.</summary>
    public bool IsExact => Missing.Count + Unexpected.Count + Mismatched.Count == 0;

    /// <summary>A line of counts, then names: at most ten of a kind, a missing one with the unexpected ones nearest to it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Loaded.Count} loaded, {Missing.Count} missing, {Unexpected.Count} unexpected, {Mismatched.Count} of another shape, {Ignored.Count} ignored");
        List(text, "missing", Missing, name => NearestNames.To(name, Unexpected) is { Count: > 0 } near ? $"{name} (the file has {string.Join(", ", near)})" : name);
        List(text, "unexpected", Unexpected, name => name);
        List(text, "another shape", Mismatched, mismatch => mismatch.ToString());
        return text.ToString();
    }

    private static void List<T>(StringBuilder text, string kind, IReadOnlyList<T> items, Func<T, string> describe)
    {
        foreach (var item in items.Take(Most))
            text.Append(CultureInfo.InvariantCulture, $"\n  {kind}: {describe(item)}");
        if (items.Count > Most)
            text.Append(CultureInfo.InvariantCulture, $"\n  {kind}: and {items.Count - Most} more");
    }
}

using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Workbook.Kernel.Execution;

/// <summary>Diagnostics of the compiler as the error of a cell.</summary>
internal static class CompilationErrors
{
    /// <summary>Name of these errors.</summary>
    public const string Name = "CompilationError";

    private const int Most = 20;

    public static CellError Of(IReadOnlyList<Diagnostic> errors)
    {
        var traceback = errors.Take(Most).SelectMany(Lines).ToList();
        if (errors.Count > Most)
            traceback.Add($"... and {errors.Count - Most} more");
        return new CellError(Name, Text(errors[0]), Location(errors[0]), traceback);
    }

    private static IEnumerable<string> Lines(Diagnostic error)
    {
        var location = Location(error);
        yield return location is null ? $"error {Text(error)}" : $"{location}: error {Text(error)}";
        if (error.Location.SourceTree is not { } tree)
            yield break;
        var start = error.Location.GetLineSpan().StartLinePosition;
        var line = tree.GetText().Lines[start.Line].ToString();
        yield return "    " + line;
        yield return "    " + string.Concat(line.Take(start.Character).Select(letter => letter == '\t' ? '\t' : ' ')) + "^";
    }

    private static string Text(Diagnostic error) => $"{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}";

    private static string? Location(Diagnostic error)
    {
        if (error.Location.SourceTree is null)
            return null;
        var span = error.Location.GetLineSpan();
        return $"{span.Path}, line {span.StartLinePosition.Line + 1}";
    }
}

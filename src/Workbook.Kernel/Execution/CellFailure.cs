namespace Workbook.Kernel.Execution;

/// <summary>Ends a cell with an error of its source: one that does not compile, or a magic that is not understood.</summary>
internal sealed class CellFailure(CellError error) : Exception(error.Message)
{
    public CellError Error { get; } = error;

    /// <summary>The failure of one line.</summary>
    public static CellFailure At(string source, int line, string name, string message)
    {
        var location = $"{source}, line {line}";
        return new CellFailure(new CellError(name, message, location, [$"{location}: {message}"]));
    }
}

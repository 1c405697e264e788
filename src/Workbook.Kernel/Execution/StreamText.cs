namespace Workbook.Kernel.Execution;

/// <summary>Text that a cell wrote to its standard output or standard error.</summary>
internal sealed record StreamText(string Name, string Text) : CellEvent
{
    public const string Output = "stdout";
    public const string Error = "stderr";
}

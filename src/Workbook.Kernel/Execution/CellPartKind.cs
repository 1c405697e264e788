namespace Workbook.Kernel.Execution;

internal enum CellPartKind
{
    CSharp,
    Html,
    Markdown,
    Import,
    Set,
    Time,
}

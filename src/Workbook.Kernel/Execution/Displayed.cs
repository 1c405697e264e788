using System.Text.Json.Nodes;

namespace Workbook.Kernel.Execution;

/// <summary>A value in each of its MIME types.</summary>
/// <param name="Data">By MIME type; text, or a JSON value for JSON types.</param>
/// <param name="IsResult">Whether it is the value of the cell's last expression.</param>
internal sealed record Displayed(JsonObject Data, bool IsResult) : CellEvent;

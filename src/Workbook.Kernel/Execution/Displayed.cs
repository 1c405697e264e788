using System.Text.Json.Nodes;

namespace Workbook.Kernel.Execution;

/// <summary>A value in each of its MIME types.</summary>
/// <param name="Data">By MIME type; text, or a JSON value for JSON types.</param>
/// <param name="IsResult">Whether it is the value of the cell's last expression.</param>
/// <param name="Id">Name of the place that it is shown in; null where it cannot be updated.</param>
/// <param name="IsUpdate">Whether it takes the place of what was shown there before.</param>
internal sealed record Displayed(JsonObject Data, bool IsResult, string? Id = null, bool IsUpdate = false) : CellEvent;

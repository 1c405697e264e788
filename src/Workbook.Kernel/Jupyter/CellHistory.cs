using System.Text.Json.Nodes;

namespace Workbook.Kernel.Jupyter;

/// <summary>The cells that this kernel has run, for a client's up-arrow and search.</summary>
internal sealed class CellHistory
{
    private readonly List<(int Number, string Code)> cells = [];

    public void Add(int number, string code) => cells.Add((number, code));

    /// <summary>The <c>history</c> of a <c>history_reply</c>: session, number and source of each cell asked for, the oldest first.</summary>
    public JsonArray Of(JupyterMessage request)
    {
        IEnumerable<(int Number, string Code)> found = cells;
        switch (request.Text("hist_access_type"))
        {
            case "range":
                var (start, stop) = (request.Number("start") ?? 0, request.Number("stop") ?? int.MaxValue);
                found = request.Number("session") is null or 0 ? cells.Where(cell => cell.Number >= start && cell.Number < stop) : [];
                break;
            case "search":
                var pattern = request.Text("pattern") ?? "*";
                found = cells.Where(cell => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, cell.Code, ignoreCase: false));
                if (request.Flag("unique", otherwise: false))
                    found = found.Reverse().DistinctBy(cell => cell.Code).Reverse();
                break;
        }
        if (request.Text("hist_access_type") != "range" && request.Number("n") is { } most)
            found = found.TakeLast(most);
        var hasOutput = request.Flag("output", otherwise: false);
        return new JsonArray([.. found.Select(cell => (JsonNode)new JsonArray(
            0, cell.Number, hasOutput ? new JsonArray(cell.Code, null) : JsonValue.Create(cell.Code)))]);
    }
}

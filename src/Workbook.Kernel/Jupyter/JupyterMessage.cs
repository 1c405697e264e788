using System.Text.Json.Nodes;

namespace Workbook.Kernel.Jupyter;

/// <summary>A message of the Jupyter protocol (5.3).</summary>
/// <param name="Identities">Whom a reply goes to: the frames before the delimiter.</param>
/// <param name="Header">Its type, id and session.</param>
/// <param name="Content">What its type says.</param>
internal sealed record JupyterMessage(IReadOnlyList<byte[]> Identities, JsonObject Header, JsonObject Content)
{
    /// <summary>Its type: <c>execute_request</c>.</summary>
    public string Type => (string)Header["msg_type"]!;

    /// <summary>A text of the content; null where there is none.</summary>
    public string? Text(string name) => Content[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A switch of the content.</summary>
    public bool Flag(string name, bool otherwise) => Content[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : otherwise;

    /// <summary>A number of the content; null where there is none.</summary>
    public int? Number(string name) => Content[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}

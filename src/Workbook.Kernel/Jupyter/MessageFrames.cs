using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Kernel.Jupyter;

/// <summary>Messages as signed frames: identities, <c>&lt;IDS|MSG&gt;</c>, signature, header, parent header, metadata, content.</summary>
/// <param name="key">Key of HMAC-SHA256; empty for no signatures.</param>
internal sealed class MessageFrames(string key)
{
    private const int SignedParts = 4;
    private static readonly byte[] Delimiter = Encoding.ASCII.GetBytes("<IDS|MSG>");
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] key = Encoding.UTF8.GetBytes(key);
    private readonly string session = Guid.NewGuid().ToString();

    /// <summary>The message in its frames, or why it must be dropped.</summary>
    public (JupyterMessage? Message, string? Problem) Parse(IReadOnlyList<byte[]> frames)
    {
        var start = frames.TakeWhile(frame => !frame.AsSpan().SequenceEqual(Delimiter)).Count();
        if (frames.Count < start + 2 + SignedParts)
            return (null, $"expected {2 + SignedParts} frames after the identities, got {frames.Count - start}");
        var parts = frames.Skip(start + 2).Take(SignedParts).ToArray();
        if (key.Length > 0 && !CryptographicOperations.FixedTimeEquals(Signature(parts), frames[start + 1]))
            return (null, "its signature is not that of the connection file's key");
        try
        {
            return JsonNode.Parse(parts[0]) is JsonObject header && JsonNode.Parse(parts[3]) is JsonObject content
                && header["msg_type"] is JsonValue type && type.TryGetValue<string>(out _)
                ? (new JupyterMessage([.. frames.Take(start)], header, content), null)
                : (null, "expected a header with a msg_type and a content, both JSON objects");
        }
        catch (JsonException problem)
        {
            return (null, $"it is no JSON ({problem.Message})");
        }
    }

    /// <summary>Frames of a new message.</summary>
    /// <param name="identities">Whom it goes to, or the topic of what all see.</param>
    /// <param name="type">Its type.</param>
    /// <param name="parent">What it answers; null where it answers nothing.</param>
    /// <param name="content">Its content.</param>
    public List<byte[]> Frames(IEnumerable<byte[]> identities, string type, JupyterMessage? parent, JsonObject content)
    {
        var header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString(),
            ["session"] = session,
            ["username"] = Environment.UserName,
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = "5.3",
        };
        byte[][] parts = [Bytes(header), parent is null ? "{}"u8.ToArray() : Bytes(parent.Header), "{}"u8.ToArray(), Bytes(content)];
        return [.. identities, Delimiter, key.Length > 0 ? Signature(parts) : [], .. parts];

        static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(Compact));
    }

    private byte[] Signature(byte[][] parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
            hash.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}

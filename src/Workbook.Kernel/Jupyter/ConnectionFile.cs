using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Kernel.Jupyter;

/// <summary>Where a client expects its kernel, and the key that their messages are signed with.</summary>
/// <param name="Transport"><c>tcp</c> or <c>ipc</c>.</param>
/// <param name="Ip">Address of this machine, of the loopback alone; for <c>ipc</c> the beginning of a path.</param>
/// <param name="Key">Key of HMAC-SHA256; empty where messages are not signed.</param>
/// <param name="Shell">Port of requests.</param>
/// <param name="Control">Port of requests that do not wait: interrupt, shutdown.</param>
/// <param name="Output">Port (<c>iopub</c>) of what every client sees.</param>
/// <param name="Input">Port (<c>stdin</c>) of questions to the client.</param>
/// <param name="Heartbeat">Port of signs of life.</param>
internal sealed record ConnectionFile(string Transport, string Ip, string Key, int Shell, int Control, int Output, int Input, int Heartbeat)
{
    private const string Scheme = "hmac-sha256";

    /// <summary>Address of one of the ports.</summary>
    public string Address(int port) => Transport == "ipc" ? $"ipc://{Ip}-{port}" : $"tcp://{Ip}:{port}";

    /// <summary>Reads what a Jupyter client wrote.</summary>
    /// <exception cref="InvalidDataException">It is no connection file, or asks for what this kernel does not do.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ConnectionFile Read(string path)
    {
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(File.ReadAllText(path));
        }
        catch (JsonException problem)
        {
            throw Broken(path, $"it is no JSON ({problem.Message})");
        }
        if (json is not JsonObject fields)
            throw Broken(path, "expected a JSON object");
        var file = new ConnectionFile(
            Text("transport"), Text("ip"), Text("key"), Port("shell_port"), Port("control_port"), Port("iopub_port"), Port("stdin_port"), Port("hb_port"));
        if (file.Transport is not ("tcp" or "ipc"))
            throw Broken(path, $"transport is \"{file.Transport}\"; expected tcp or ipc");
        if (file.Transport == "tcp" && !(IPAddress.TryParse(file.Ip, out var address) && IPAddress.IsLoopback(address)))
        {
            throw Broken(
                path, $"ip is \"{file.Ip}\"; expected a loopback address (127.0.0.1): whoever reaches a kernel runs code as its user. Use an ssh tunnel from elsewhere");
        }
        if (file.Key.Length > 0 && Text("signature_scheme") is var scheme && scheme != Scheme)
            throw Broken(path, $"signature_scheme is \"{scheme}\"; expected {Scheme}");
        return file;

        string Text(string name) =>
            fields[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Broken(path, $"expected a string \"{name}\", got {Json(fields[name])}");

        int Port(string name) => fields[name] is JsonValue value && value.TryGetValue<int>(out var port) && port is >= 0 and <= 65_535
            ? port
            : throw Broken(path, $"expected a port \"{name}\" from 0 to 65535, got {Json(fields[name])}");

        static string Json(JsonNode? node) => node?.ToJsonString() ?? "nothing";
    }

    private static InvalidDataException Broken(string path, string what) => new($"The connection file {path} cannot be used: {what}.");
}

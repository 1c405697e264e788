using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Workbook.Kernel.Execution;

namespace Workbook.Kernel.Notebooks;

/// <summary>
/// Collects the outputs of one cell as nbformat has them. Text of one stream is merged. Of text and of displayed values only so much is kept that
/// a page can still show it; a last line says how much was cut.
/// </summary>
internal sealed class CellOutputs(int number, INotebookObserver observer)
{
    /// <summary>Characters of standard output and error kept of a cell.</summary>
    public const int MostText = 1_000_000;

    /// <summary>Displayed values kept of a cell.</summary>
    public const int MostDisplayed = 1_000;

    /// <summary>Characters of displayed values kept of a cell.</summary>
    public const int MostDisplayedText = 64_000_000;

    private readonly JsonArray outputs = [];
    private readonly Dictionary<string, JsonObject> places = [];
    private readonly StringBuilder stream = new();
    private string streamName = StreamText.Output;
    private long text;
    private long textCut;
    private int displayed;
    private long displayedText;
    private int displayedCut;

    /// <summary>Why the cell failed; null while it has not.</summary>
    public CellError? Error { get; private set; }

    public void Add(CellEvent cellEvent)
    {
        switch (cellEvent)
        {
            case StreamText written:
                AddText(written);
                break;
            case Displayed value:
                AddDisplayed(value);
                break;
            case CellError error:
                AddError(error);
                break;
        }
    }

    /// <summary>The outputs; nothing can be added after.</summary>
    public JsonArray Finish()
    {
        var notes = new List<string>();
        if (textCut > 0)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{textCut:N0} more characters of standard output and error"));
        if (displayedCut > 0)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{displayedCut:N0} more displayed values"));
        if (notes.Count > 0)
            Keep(new StreamText(StreamText.Error, $"\n[cut: {string.Join(" and ", notes)}]\n"));
        EndStream();
        return outputs;
    }

    private void AddText(StreamText written)
    {
        var room = (int)Math.Min(written.Text.Length, MostText - text);
        if (room > 0 && room < written.Text.Length && char.IsHighSurrogate(written.Text[room - 1]))
            room--;
        text += room;
        textCut += written.Text.Length - room;
        if (textCut > 0)
            text = MostText;
        if (room > 0)
            Keep(written with { Text = written.Text[..room] });
    }

    private void Keep(StreamText written)
    {
        if (written.Name != streamName)
            EndStream();
        streamName = written.Name;
        stream.Append(written.Text);
        observer.Wrote(written.Name == StreamText.Error, written.Text);
    }

    private void AddDisplayed(Displayed value)
    {
        if (value is { IsUpdate: true, Id: { } updated })
        {
            // What was cut is not shown again; an update is as long as what it replaces, more or less.
            if (places.TryGetValue(updated, out var place))
            {
                place["data"] = Data(value);
                observer.Updated(NotebookText.Read(value.Data["text/plain"]));
            }
            return;
        }
        var size = value.Data.Sum(type => (NotebookText.Read(type.Value) ?? type.Value?.ToJsonString() ?? "").Length);
        if (displayed == MostDisplayed || displayedText + size > MostDisplayedText)
        {
            displayedCut++;
            return;
        }
        displayed++;
        displayedText += size;
        EndStream();
        var output = new JsonObject
        {
            ["output_type"] = value.IsResult ? "execute_result" : "display_data", ["data"] = Data(value), ["metadata"] = new JsonObject(),
        };
        if (value.IsResult)
            output["execution_count"] = number;
        if (value.Id is { } id)
            places[id] = output;
        outputs.Add((JsonNode)output);
        observer.Displayed([.. value.Data.Select(type => type.Key)], NotebookText.Read(value.Data["text/plain"]));
    }

    private void AddError(CellError error)
    {
        Error = error;
        EndStream();
        outputs.Add((JsonNode)new JsonObject
        {
            ["output_type"] = "error",
            ["ename"] = error.Name,
            ["evalue"] = error.Message,
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
        });
        observer.Failed(error.Traceback);
    }

    private static JsonObject Data(Displayed value) => new(value.Data
        .Where(type => !(IsForLiveClients(type.Key) && value.Data.ContainsKey("text/html")))
        .Select(type => KeyValuePair.Create(type.Key, Kept(type.Key, type.Value))));

    // A stored notebook is read as its HTML, which would stand in it twice or three times otherwise.
    private static bool IsForLiveClients(string mimeType) => mimeType == "image/svg+xml" || mimeType.StartsWith("application/vnd.", StringComparison.Ordinal);

    private static JsonNode? Kept(string mimeType, JsonNode? value) =>
        mimeType.StartsWith("text/", StringComparison.Ordinal) && NotebookText.Read(value) is { } text ? NotebookText.Lines(text) : value?.DeepClone();

    private void EndStream()
    {
        if (stream.Length == 0)
            return;
        outputs.Add((JsonNode)new JsonObject { ["output_type"] = "stream", ["name"] = streamName, ["text"] = NotebookText.Lines(stream.ToString()) });
        stream.Clear();
    }
}

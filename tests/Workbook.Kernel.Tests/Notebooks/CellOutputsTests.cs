using System.Text.Json.Nodes;
using Workbook.Kernel.Execution;
using Workbook.Kernel.Notebooks;
using Xunit;

namespace Workbook.Kernel.Tests.Notebooks;

public sealed class CellOutputsTests
{
    private readonly Recorder observer = new();

    [Fact]
    public void Writes_OfOneStream_AreOneOutput()
    {
        var outputs = Collect(Out("a\nb"), Out("c\n"), Err("e"), Out("d"));

        Assert.Equal(
            """[{"output_type":"stream","name":"stdout","text":["a\n","bc\n"]},"""
                + """{"output_type":"stream","name":"stderr","text":["e"]},{"output_type":"stream","name":"stdout","text":["d"]}]""",
            outputs.ToJsonString());
        Assert.Equal("a\nbc\ned", observer.Text);
    }

    [Fact]
    public void Displays_AndErrors_AreAsNbformatHasThem()
    {
        var outputs = Collect(
            Out("a"),
            new Displayed(new JsonObject { ["text/html"] = "<b>\nx", ["application/json"] = new JsonObject { ["k"] = 1 }, ["image/png"] = "iVBO" }, false),
            new Displayed(new JsonObject { ["text/plain"] = "1" }, true),
            new CellError("N", "m", null, ["t", "u"]));

        Assert.Equal("stream", (string?)outputs[0]!["output_type"]);
        Assert.Equal(
            """{"output_type":"display_data","data":{"text/html":["\u003Cb\u003E\n","x"],"application/json":{"k":1},"image/png":"iVBO"},"metadata":{}}""",
            outputs[1]!.ToJsonString());
        Assert.Equal("""{"output_type":"execute_result","data":{"text/plain":["1"]},"metadata":{},"execution_count":7}""", outputs[2]!.ToJsonString());
        Assert.Equal("""{"output_type":"error","ename":"N","evalue":"m","traceback":["t","u"]}""", outputs[3]!.ToJsonString());
    }

    [Fact]
    public void Displays_WhatHtmlShowsToo_IsNotStoredTwice()
    {
        var chart = new JsonObject { ["text/html"] = "<svg/>", ["image/svg+xml"] = "<svg/>", ["application/vnd.plotly.v1+json"] = new JsonObject(), ["text/plain"] = "chart" };
        var picture = new JsonObject { ["image/svg+xml"] = "<svg/>" };

        Assert.Equal(
            ["text/html text/plain", "image/svg+xml"],
            Collect(new Displayed(chart, false), new Displayed(picture, false)).Select(output => string.Join(' ', output!["data"]!.AsObject().Select(type => type.Key))));
    }

    [Fact]
    public void Update_OfADisplay_TakesItsPlace()
    {
        var outputs = Collect(Shown("1", "a"), Shown("2", "b"), Shown("3", "a", isUpdate: true), Shown("4", "unknown", isUpdate: true));

        Assert.Equal(["3", "2"], outputs.Select(output => NotebookText.Read(output!["data"]!["text/plain"])));

        static Displayed Shown(string text, string id, bool isUpdate = false) => new(new JsonObject { ["text/plain"] = text }, false, id, isUpdate);
    }

    [Fact]
    public void Text_BeyondTheLimit_IsCutAndCounted()
    {
        var half = new string('x', CellOutputs.MostText / 2);
        var outputs = Collect(Out(half), Err(half[1..] + "\ud83d\ude00"), Out("more"));

        const string Note = "\n[cut: 6 more characters of standard output and error]\n";
        Assert.Equal(CellOutputs.MostText - 1 + Note.Length, outputs.Take(2).Sum(output => NotebookText.Read(output!["text"])!.Length));
        Assert.EndsWith(Note, NotebookText.Read(outputs[^1]!["text"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Displays_BeyondTheLimit_AreCutAndCounted()
    {
        var outputs = Collect([.. Enumerable.Range(0, CellOutputs.MostDisplayed + 2).Select(_ => new Displayed(new JsonObject { ["text/plain"] = "x" }, false))]);

        Assert.Equal(CellOutputs.MostDisplayed + 1, outputs.Count);
        Assert.Equal("\n[cut: 2 more displayed values]\n", NotebookText.Read(outputs[^1]!["text"]));
    }

    private static StreamText Out(string text) => new(StreamText.Output, text);

    private static StreamText Err(string text) => new(StreamText.Error, text);

    private JsonArray Collect(params CellEvent[] events)
    {
        var outputs = new CellOutputs(7, observer);
        foreach (var cellEvent in events)
            outputs.Add(cellEvent);
        return outputs.Finish();
    }
}

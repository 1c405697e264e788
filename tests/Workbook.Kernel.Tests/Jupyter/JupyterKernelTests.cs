using System.Text.Json.Nodes;
using Xunit;

namespace Workbook.Kernel.Tests.Jupyter;

/// <summary>What the Jupyter protocol says of each message, asked by jupyter_client.</summary>
public sealed class JupyterKernelTests(JupyterSession session) : IClassFixture<JupyterSession>
{
    [Fact]
    public void KernelInfo_NamesTheLanguage()
    {
        var info = session.Step("kernel_info");

        Assert.Equal(("ok", "5.3", "C#", ".cs"), (Text(info["status"]), Text(info["protocol_version"]), Text(info["language_info"]!["name"]), Text(info["language_info"]!["file_extension"])));
    }

    [Fact]
    public void Execute_Value_IsAResultWithItsNumber()
    {
        var step = session.Step("result");

        Assert.Equal(["status", "execute_input", "execute_result", "status"], Types(step));
        Assert.Equal(("busy", "idle"), (Text(Output(step, 0)["execution_state"]), Text(Output(step, 3)["execution_state"])));
        Assert.Equal("10", Text(Output(step, 2)["data"]!["text/plain"]));
        Assert.Equal((1, 1, 1), ((int)Output(step, 1)["execution_count"]!, (int)Output(step, 2)["execution_count"]!, (int)step["reply"]!["execution_count"]!));
        Assert.Equal("ok", Text(step["reply"]!["status"]));
    }

    [Fact]
    public void Execute_Streams_AreTwo() => Assert.Equal(
        [("stdout", "out\n"), ("stderr", "err\n")], Published(session.Step("streams"), "stream").Select(stream => (Text(stream["name"]), Text(stream["text"]))));

    [Fact]
    public void Display_Json_TravelsAsAnObject()
    {
        var shown = Published(session.Step("display"), "display_data");

        Assert.Equal("<b>x</b>", Text(shown[0]["data"]!["text/html"]));
        Assert.Equal("""{"a":[1]}""", shown[1]["data"]!["application/vnd.plotly.v1+json"]!.ToJsonString());
        Assert.NotEqual(Id(shown[0]), Id(shown[1]));
    }

    [Fact]
    public void Update_TakesThePlaceOfWhatWasShown()
    {
        var step = session.Step("update");
        var (shown, updated) = (Assert.Single(Published(step, "display_data")), Assert.Single(Published(step, "update_display_data")));

        Assert.Equal(("1", "2"), (Text(shown["data"]!["text/plain"]), Text(updated["data"]!["text/plain"])));
        Assert.Equal(Id(shown), Id(updated));
    }

    [Fact]
    public void Display_ValueThatChanges_IsUpdatedWhileItsCellRuns()
    {
        var step = session.Step("change");

        Assert.Equal("0 of 2", Text(Assert.Single(Published(step, "display_data"))["data"]!["text/plain"]));
        Assert.Equal(["1 of 2", "2 of 2"], Published(step, "update_display_data").Select(update => Text(update["data"]!["text/plain"])));
        Assert.Empty(Published(session.Step("changed by a later cell"), "update_display_data"));
    }

    [Theory]
    [InlineData("exception", "InvalidOperationException", "no")]
    [InlineData("no such name", "CompilationError", "CS0103: The name 'nope' does not exist in the current context")]
    public void Execute_Error_IsPublishedAndReplied(string name, string error, string message)
    {
        var step = session.Step(name);
        JsonNode[] places = [Assert.Single(Published(step, "error")), step["reply"]!];

        Assert.Equal("error", Text(places[1]["status"]));
        Assert.All(places, place => Assert.Equal((error, message), (Text(place["ename"]), Text(place["evalue"]))));
        Assert.All(places, place => Assert.Contains("cell", string.Concat(place["traceback"]!.AsArray().Select(Text)), StringComparison.Ordinal));
    }

    [Fact]
    public void Execute_UserExpressions_AreEvaluated()
    {
        var values = session.Step("expressions")["reply"]!["user_expressions"]!;

        Assert.Equal(("ok", "6"), (Text(values["sum"]!["status"]), Text(values["sum"]!["data"]!["text/plain"])));
        Assert.Equal(("error", "CompilationError"), (Text(values["wrong"]!["status"]), Text(values["wrong"]!["ename"])));
    }

    [Fact]
    public void Execute_Silent_PublishesAndCountsNothing()
    {
        var (silent, after, without) = (session.Step("silent"), session.Step("after silent"), session.Step("without history"));

        Assert.Equal(["status", "status"], Types(silent));
        Assert.Equal("6", Text(Assert.Single(Published(after, "execute_result"))["data"]!["text/plain"]));
        Assert.Equal((int)silent["reply"]!["execution_count"]! + 1, (int)after["reply"]!["execution_count"]!);
        Assert.Equal((int)after["reply"]!["execution_count"]!, (int)without["reply"]!["execution_count"]!);
    }

    [Fact]
    public void Execute_QueuedAfterAnError_IsAborted()
    {
        Assert.Equal(["error", "aborted", "aborted", "ok"], session.Step("queued").AsArray().Select(Text));
        Assert.Equal(["error", "ok"], session.Step("queued, going on").AsArray().Select(Text));
    }

    [Fact]
    public void Complete_AfterAMagicAndAnEmoji_ReplacesTheNameAtTheCursor()
    {
        var reply = session.Step("complete");

        Assert.Equal(["ToString"], reply["matches"]!.AsArray().Select(Text));
        Assert.Equal((25, 30), ((int)reply["cursor_start"]!, (int)reply["cursor_end"]!));
        Assert.Equal("method", Text(reply["metadata"]!["_jupyter_types_experimental"]![0]!["type"]));
    }

    [Fact]
    public void Complete_AfterACellChangedTheFolder_SeesWhatIsReferencedThere() =>
        Assert.Equal(["MarkdownPipelineBuilder"], session.Step("complete in the other folder")["matches"]!.AsArray().Select(Text));

    [Fact]
    public void Inspect_Name_GivesItsSignature()
    {
        var (found, nothing) = (session.Step("inspect"), session.Step("inspect nothing"));

        Assert.True((bool)found["found"]!);
        Assert.StartsWith("void Console.WriteLine(int value)", Text(found["data"]!["text/plain"]), StringComparison.Ordinal);
        Assert.False((bool)nothing["found"]!);
    }

    [Theory]
    [InlineData("var y = 1;", "complete", null)]
    [InlineData("if (x > 0) {", "incomplete", "    ")]
    [InlineData("x +", "incomplete", "")]
    [InlineData("int )", "invalid", null)]
    public void IsComplete_Code_IsTold(string code, string status, string? indent)
    {
        var reply = session.Step("is_complete " + code);

        Assert.Equal((status, indent), (Text(reply["status"]), (string?)reply["indent"]));
    }

    [Fact]
    public void History_TailAndSearch_GiveCells()
    {
        var tail = session.Step("history")["history"]!.AsArray();

        Assert.Equal(["throw new Exception();", "x"], tail.Select(cell => Text(cell![2])));
        Assert.Equal((int)tail[0]![1]! + 1, (int)tail[1]![1]!);
        Assert.Contains("Console.Error", Text(Assert.Single(session.Step("history search")["history"]!.AsArray())![2]), StringComparison.Ordinal);
    }

    [Fact]
    public void Comm_UnknownTarget_IsClosed()
    {
        Assert.Equal("c", Text(session.Step("comm_open").AsArray().Single(message => Text(message![0]) == "comm_close")![1]!["comm_id"]));
        Assert.Empty(session.Step("comm_info")["comms"]!.AsObject());
    }

    [Fact]
    public void Input_Questions_AreAskedOfTheClient()
    {
        var (input, line) = (session.Step("input"), session.Step("line"));

        Assert.Equal("who?", Text(input["asked"]!["prompt"]));
        Assert.Equal("me", Text(Assert.Single(Published(input, "execute_result"))["data"]!["text/plain"]));
        Assert.Equal("a line", Text(Assert.Single(Published(line, "execute_result"))["data"]!["text/plain"]));
        Assert.Equal("error", Text(session.Step("input interrupted")["reply"]!["status"]));
        Assert.Equal("InvalidOperationException", Text(session.Step("nobody to ask")["reply"]!["ename"]));
    }

    [Theory]
    [InlineData("interrupted wait")]
    [InlineData("interrupted loop")]
    [InlineData("stops by itself")]
    public void Interrupt_AnyCell_EndsItAndKeepsTheSession(string name)
    {
        Assert.Equal("error", Text(session.Step(name)["reply"]!["status"]));
        Assert.Equal("5", Text(Assert.Single(Published(session.Step(name + ", then"), "execute_result"))["data"]!["text/plain"]));
    }

    [Fact]
    public void Execute_CellEndsItsProcess_TheNextBeginsANewSession()
    {
        Assert.Equal("SessionEnded", Text(session.Step("exit")["reply"]!["ename"]));
        Assert.Equal("ok", Text(session.Step("after exit")["reply"]!["status"]));
    }

    [Fact]
    public void Execute_WrongSignature_IsDroppedAndCounted()
    {
        Assert.Equal("False", Text(Assert.Single(Published(session.Step("after a forged message"), "execute_result"))["data"]!["text/plain"]));
        Assert.Contains("a message was dropped, 1 so far: its signature", session.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Restart_ForgetsAndShutdown_Ends()
    {
        Assert.Equal("CompilationError", Text(session.Step("after restart")["reply"]!["ename"]));
        Assert.True((bool)session.Step("heartbeat")!);
        Assert.True((bool)session.Step("shut down")!);
    }

    private static string[] Types(JsonNode step) => [.. step["outputs"]!.AsArray().Select(message => Text(message![0]))];

    private static JsonNode Output(JsonNode step, int index) => step["outputs"]![index]![1]!;

    private static JsonNode[] Published(JsonNode step, string type) =>
        [.. step["outputs"]!.AsArray().Where(message => Text(message![0]) == type).Select(message => message![1]!)];

    private static string Id(JsonNode shown) => Text(shown["transient"]!["display_id"]);

    private static string Text(JsonNode? value) => (string)value!;
}

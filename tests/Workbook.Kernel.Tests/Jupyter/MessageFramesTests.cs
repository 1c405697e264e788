using System.Text;
using System.Text.Json.Nodes;
using Workbook.Kernel.Jupyter;
using Xunit;

namespace Workbook.Kernel.Tests.Jupyter;

public sealed class MessageFramesTests
{
    // hmac.new(b"k", b'{"msg_type":"a"}' b'{}' b'{}' b'{"x":1}', "sha256").hexdigest() of Python 3.11
    private const string Signature = "79acb88a7e97d9a1a71ff9e5b204d06c011efdb244037c1369019298c07eaf69";
    private static readonly string[] Signed = ["me", "<IDS|MSG>", Signature, """{"msg_type":"a"}""", "{}", "{}", """{"x":1}"""];

    [Fact]
    public void Parse_SignedByPython_IsRead()
    {
        var (message, problem) = Parse("k", Signed);

        Assert.Null(problem);
        Assert.Equal(("a", "me", 1), (message!.Type, Encoding.UTF8.GetString(Assert.Single(message.Identities)), message.Number("x")));
    }

    [Fact]
    public void Frames_OfAReply_AreReadBack()
    {
        var frames = new MessageFrames("k");
        var request = Parse("k", Signed).Message;
        var (reply, problem) = frames.Parse(frames.Frames(request!.Identities, "a_reply", request, new JsonObject { ["text"] = "ä<b>" }));

        Assert.Null(problem);
        Assert.Equal(("a_reply", "ä<b>"), (reply!.Type, reply.Text("text")));
    }

    [Theory]
    [InlineData(2, "00", "its signature is not")]
    [InlineData(2, "", "its signature is not")]
    [InlineData(6, """{"x":2}""", "its signature is not")]
    public void Parse_Altered_IsDropped(int frame, string text, string problem) =>
        Assert.StartsWith(problem, Parse("k", [.. Signed.Select((signed, i) => i == frame ? text : signed)]).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData(3, "{", "it is no JSON")]
    [InlineData(3, "{}", "expected a header with a msg_type")]
    [InlineData(3, """{"msg_type":1}""", "expected a header with a msg_type")]
    [InlineData(6, "[]", "expected a header with a msg_type")]
    public void Parse_UnsignedButNoMessage_IsDropped(int frame, string text, string problem) =>
        Assert.StartsWith(problem, Parse("", [.. Signed.Select((signed, i) => i == frame ? text : signed)]).Problem, StringComparison.Ordinal);

    [Fact]
    public void Parse_TooFewFrames_IsDropped()
    {
        Assert.Equal("expected 6 frames after the identities, got 5", Parse("", Signed[..^1]).Problem);
        Assert.Equal("expected 6 frames after the identities, got 0", Parse("", ["a"]).Problem);
    }

    private static (JupyterMessage? Message, string? Problem) Parse(string key, IReadOnlyList<string> frames) =>
        new MessageFrames(key).Parse([.. frames.Select(Encoding.UTF8.GetBytes)]);
}

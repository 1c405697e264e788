using Workbook.Kernel.Jupyter;
using Xunit;

namespace Workbook.Kernel.Tests.Jupyter;

public sealed class ConnectionFileTests : IDisposable
{
    private const string Valid =
        """{"transport": "tcp", "ip": "127.0.0.1", "key": "k", "signature_scheme": "hmac-sha256", "shell_port": 1, "control_port": 2, "iopub_port": 3, "stdin_port": 4, "hb_port": 5, "kernel_name": ""}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_OfAClient_GivesAddresses()
    {
        var connection = ConnectionFile.Read(folder.Write("c.json", Valid));

        Assert.Equal(new ConnectionFile("tcp", "127.0.0.1", "k", Shell: 1, Control: 2, Output: 3, Input: 4, Heartbeat: 5), connection);
        Assert.Equal("tcp://127.0.0.1:3", connection.Address(connection.Output));
        Assert.Equal("ipc:///tmp/k-3", (connection with { Transport = "ipc", Ip = "/tmp/k" }).Address(3));
    }

    [Theory]
    [InlineData("\"127.0.0.1\"", "\"0.0.0.0\"", "ip is \"0.0.0.0\"; expected a loopback address")]
    [InlineData("\"127.0.0.1\"", "\"kernel.example\"", "expected a loopback address")]
    [InlineData("\"tcp\"", "\"udp\"", "transport is \"udp\"; expected tcp or ipc")]
    [InlineData("hmac-sha256", "hmac-md5", "signature_scheme is \"hmac-md5\"; expected hmac-sha256")]
    [InlineData("\"hb_port\": 5", "\"hb_port\": 70000", "expected a port \"hb_port\" from 0 to 65535, got 70000")]
    [InlineData("\"hb_port\": 5", "\"hb_port\": \"5\"", "expected a port \"hb_port\" from 0 to 65535, got \"5\"")]
    [InlineData("\"key\": \"k\", ", "", "expected a string \"key\", got nothing")]
    [InlineData("{", "[", "it is no JSON")]
    public void Read_NotForThisKernel_SaysWhy(string text, string replacement, string message)
    {
        var path = folder.Write("c.json", Valid.Replace(text, replacement, StringComparison.Ordinal));

        var problem = Assert.Throws<InvalidDataException>(() => ConnectionFile.Read(path));
        Assert.StartsWith($"The connection file {path} cannot be used: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }
}

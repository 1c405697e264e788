using Workbook.Data.Acquisition;
using Xunit;

namespace Workbook.Tests.Data.Acquisition;

public sealed class ResumeTests : Fetching
{
    [Fact]
    public async Task Fetch_DroppedTwice_TransfersOnlyTheRest()
    {
        var content = Bytes(300_000);
        Serve("a.bin", content, new Fault { DropAfter = 70_000 }, new Fault { DropAfter = 100_000 });

        var fetched = await FetchAsync(Remote("a.bin", content));

        Assert.Equal((FetchOutcome.Fetched, "checked against the published SHA-256"), (fetched.Outcome, fetched.Detail));
        Assert.Equal(content, File.ReadAllBytes(Local("a.bin")));
        Assert.Equal([null, "bytes=70000-", "bytes=170000-"], Server.Requests.Select(request => request.Range));
        Assert.All(Server.Requests.Skip(1), request => Assert.Equal("\"v1\"", request.IfRange));
        Assert.Equal(content.Length, Server.BytesSent);
        Assert.Equal(["a.bin", "a.bin.sha256"], Names());
    }

    [Fact]
    public async Task Fetch_Stopped_LeavesAResumablePartOnly()
    {
        var content = Bytes(300_000);
        Serve("a.bin", content);

        var stopped = await FetchUntilAsync(Remote("a.bin", content), 120_000);
        Assert.Equal((FetchOutcome.Stopped, "stopped after 120.0 kB; the same command continues there"), (stopped.Outcome, stopped.Detail));
        Assert.Equal(["a.bin.part", "a.bin.part.origin"], Names());
        Assert.Equal(FileState.Partial, FileStatus.Of([Remote("a.bin", content)], Folder.Path).Single().State);

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin", content))).Outcome);
        Assert.Equal(content, File.ReadAllBytes(Local("a.bin")));
        Assert.Equal(content.Length, Server.BytesSent);
        Assert.Equal(["a.bin", "a.bin.sha256"], Names());
    }

    [Fact]
    public async Task Fetch_AgainWhenThere_AsksNothing()
    {
        var content = Bytes(1_000);
        Serve("a.bin", content);
        await FetchAsync(Remote("a.bin", content));

        Assert.Equal(FetchOutcome.AlreadyThere, (await FetchAsync(Remote("a.bin", content))).Outcome);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task Fetch_ServerWithoutRanges_StartsOver()
    {
        var content = Bytes(200_000);
        Serve("a.bin", content, new Fault { DropAfter = 50_000 }, new Fault { IgnoreRange = true });

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin", content))).Outcome);
        Assert.Equal(content, File.ReadAllBytes(Local("a.bin")));
        Assert.Equal(250_000, Server.BytesSent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_FileChangesBetweenAttempts_MixesNothing(bool ignoresIfRange)
    {
        var served = Serve("a.bin", Bytes(200_000, seed: 1));
        await FetchUntilAsync(Remote("a.bin"), 90_000);
        var second = Bytes(200_000, seed: 2);
        (served.Content, served.ETag) = (second, "\"v2\"");
        served.Faults.Enqueue(new Fault { IgnoreIfRange = ignoresIfRange });

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin"))).Outcome);
        Assert.Equal(second, File.ReadAllBytes(Local("a.bin")));
    }

    [Fact]
    public async Task Fetch_FileBecomesShorter_StartsOver()
    {
        var served = Serve("a.bin", Bytes(200_000));
        await FetchUntilAsync(Remote("a.bin"), 90_000);
        (served.Content, served.ETag) = (Bytes(50_000), "\"v2\"");
        served.Faults.Enqueue(new Fault { Status = 416 });

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin"))).Outcome);
        Assert.Equal(served.Content, File.ReadAllBytes(Local("a.bin")));
    }

    [Theory]
    [InlineData("W/\"v1\"", null, null)]
    [InlineData(null, null, null)]
    [InlineData("W/\"v1\"", "Tue, 01 Jan 2019 00:00:00 GMT", "bytes=60000-")]
    public async Task Fetch_NothingPublished_ContinuesOnlyWithAValidator(string? tag, string? modified, string? range)
    {
        var content = Bytes(100_000);
        var served = Serve("a.bin", content, new Fault { DropAfter = 60_000 });
        (served.ETag, served.LastModified) = (tag, modified);

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin"))).Outcome);
        Assert.Equal([null, range], Server.Requests.Select(request => request.Range));
        Assert.Equal([null, range is null ? null : modified], Server.Requests.Select(request => request.IfRange));
        Assert.Equal(content, File.ReadAllBytes(Local("a.bin")));
    }

    [Fact]
    public async Task Fetch_NoValidatorButChecksum_Continues()
    {
        var content = Bytes(100_000);
        Serve("a.bin", content, new Fault { DropAfter = 60_000 }).ETag = null;

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin", content))).Outcome);
        Assert.Equal(content.Length, Server.BytesSent);
    }

    [Fact]
    public async Task Fetch_PartFromAnotherAddress_StartsOver()
    {
        var content = Bytes(100_000);
        Serve("a.bin", content);
        await FetchUntilAsync(Remote("a.bin", content), 60_000);
        Server.Files["mirror/a.bin"] = new ServedFile(content);

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin", content), new FetchOptions { From = Server.Address + "mirror" })).Outcome);
        Assert.Equal(("mirror/a.bin", (string?)null), Server.Requests.Select(request => (request.Path, request.Range)).Last());
    }

    [Fact]
    public async Task Fetch_DamagedPart_StartsOverOnce()
    {
        var content = Bytes(100_000);
        Serve("a.bin", content);
        await FetchUntilAsync(Remote("a.bin", content), 60_000);
        var part = File.ReadAllBytes(Local("a.bin.part"));
        part[100] ^= 1;
        File.WriteAllBytes(Local("a.bin.part"), part);

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin", content))).Outcome);
        Assert.Equal(content, File.ReadAllBytes(Local("a.bin")));
        Assert.Equal([null, "bytes=60000-", null], Server.Requests.Select(request => request.Range));
    }

    [Fact]
    public async Task Fetch_PartInUse_SaysSo()
    {
        var content = Bytes(1_000);
        Serve("a.bin", content);
        using var other = new PartialFile(Local("a.bin.part"));

        var fetched = await FetchAsync(Remote("a.bin", content));

        Assert.Equal(FetchOutcome.Failed, fetched.Outcome);
        Assert.Contains("another process is fetching it", fetched.Detail, StringComparison.Ordinal);
    }
}

using System.Globalization;
using Workbook.Data.Acquisition;
using Xunit;

namespace Workbook.Tests.Data.Acquisition;

public sealed class FailureTests : Fetching
{
    [Fact]
    public async Task Fetch_WrongBytes_DeletesThemAndSaysGotAndExpected()
    {
        var (published, served) = (Bytes(1_000, seed: 1), Bytes(1_000, seed: 2));
        Serve("a.bin", served);

        var fetched = await FetchAsync(Remote("a.bin", published));

        Assert.Equal(FetchOutcome.Failed, fetched.Outcome);
        Assert.Contains($"a.bin: SHA-256: got {Sha256(served).Hex}, expected {Sha256(published).Hex} (the test).", fetched.Detail, StringComparison.Ordinal);
        Assert.Empty(Names());
        Assert.Single(Server.Requests);
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1_001)]
    public async Task Fetch_OtherLengthThanPublished_StopsBeforeTheBody(int size)
    {
        Serve("a.bin", Bytes(1_000));

        var fetched = await FetchAsync(Remote("a.bin", size: size));

        Assert.Equal(FetchOutcome.Failed, fetched.Outcome);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"got a file of 1000 bytes, expected {size}"), fetched.Detail, StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Fetch_BodyShorterThanAnnounced_NeverGetsTheName()
    {
        Serve("a.bin", Bytes(1_000), [.. Enumerable.Repeat(new Fault { Length = 1_500, IgnoreRange = true }, 20)]);

        var fetched = await FetchAsync(Remote("a.bin"));

        Assert.Equal(FetchOutcome.Failed, fetched.Outcome);
        Assert.Contains("6 times in a row; given up. The 1.0 kB that came are kept", fetched.Detail, StringComparison.Ordinal);
        Assert.Equal(["a.bin.part", "a.bin.part.origin"], Names());
        // One attempt that brought something, then five that brought no more.
        Assert.Equal(6, Server.Requests.Count);
    }

    [Fact]
    public async Task Fetch_NotFound_FailsAtOnce()
    {
        var fetched = await FetchAsync(Remote("gone.bin"));

        Assert.Equal(FetchOutcome.Failed, fetched.Outcome);
        Assert.Contains("gone.bin answered 404 Refused, expected the file. If it has moved", fetched.Detail, StringComparison.Ordinal);
        Assert.Single(Server.Requests);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Fetch_BusyServer_WaitsLongerEachTimeAndAsLongAsAsked()
    {
        var content = Bytes(1_000);
        Serve("a.bin", content, new Fault { Status = 503 }, new Fault { Status = 500 }, new Fault { Status = 429, RetryAfter = 70 }, new Fault { Status = 503, RetryAfter = 100_000 });

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin", content))).Outcome);

        Assert.Equal(4, Time.Waits.Count);
        Assert.InRange(Time.Waits[0].TotalSeconds, 0.5, 1.5);
        Assert.InRange(Time.Waits[1].TotalSeconds, 1, 3);
        Assert.Equal(70, Time.Waits[2].TotalSeconds);
        Assert.Equal(Settings.LongestDelay, Time.Waits[3]);
        Assert.Contains(Reported.All, progress => progress.Detail?.EndsWith("a.bin answered 429 Refused; again in 70 s", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Fetch_Unreachable_GivesUpAfterSixAttempts()
    {
        Server.Stop();

        var fetched = await FetchAsync(Remote("a.bin"));

        Assert.Equal(FetchOutcome.Failed, fetched.Outcome);
        Assert.Matches(@"127\.0\.0\.1 cannot be reached \(.+\), 6 times in a row; given up\. If the address stays out of reach, name a copy with --from\.", fetched.Detail);
        Assert.Equal(5, Time.Waits.Count);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Fetch_Stalled_ConnectsAgainAndContinues()
    {
        Settings = Settings with { StallLimit = TimeSpan.FromMilliseconds(200) };
        var content = Bytes(100_000);
        Serve("a.bin", content, new Fault { StallAfter = 40_000 });

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin", content))).Outcome);
        Assert.Equal(content, File.ReadAllBytes(Local("a.bin")));
        Assert.Contains(Reported.All, progress => progress.Detail?.Contains("a.bin sent nothing for 0.2 s", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Fetch_Redirected_FollowsWithTheRange()
    {
        var content = Bytes(100_000);
        Serve("a.bin", content, new Fault { Location = "/elsewhere.bin" }, new Fault { Location = "/elsewhere.bin" });
        Serve("elsewhere.bin", content, new Fault { DropAfter = 30_000 });

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin", content))).Outcome);
        Assert.Equal(("elsewhere.bin", "bytes=30000-"), Server.Requests.Select(request => (request.Path, request.Range)).Last());
        Assert.Equal(["a.bin", "a.bin.sha256"], Names());
    }

    [Fact]
    public async Task Fetch_DiskTooSmallForPublishedSize_AsksNothing()
    {
        Settings = Settings with { FreeBytes = _ => 999 };
        Serve("a.bin", Bytes(1_000));

        var error = await Assert.ThrowsAsync<IOException>(() => FetchAsync(Set(Remote("a.bin", size: 1_000))));

        Assert.StartsWith($"The disk of '{Folder.Path}' has 999 B free; Set needs 1.0 kB.", error.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Fetch_DiskTooSmallForAnnouncedSize_WritesNothing()
    {
        Settings = Settings with { FreeBytes = _ => 5_000_000_000 };
        Serve("a.bin", Bytes(1_000), new Fault { Length = 1_000_000_000_000_000 });

        var fetched = await FetchAsync(Remote("a.bin"));

        Assert.Equal(FetchOutcome.Failed, fetched.Outcome);
        Assert.Contains("has 5.0 GB free; a.bin needs 1000000.0 GB", fetched.Detail, StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    [Fact]
    public void NeededBytes_ArchivesTwiceButNoMoreThanAtATime()
    {
        RemoteFile File(string name, long? size, long? rough, string? unpacks) => new()
        {
            Part = "p",
            Path = $"set/{name}",
            Address = new Uri("http://localhost/"),
            Size = size,
            RoughSize = rough,
            Unpacks = unpacks,
        };
        RemoteFile[] files = [File("a.zip", 100, null, "a"), File("b.zip", null, 70, "b"), File("c.zip", 30, null, "c"), File("d.csv", 5, null, null), File("e.csv", null, null, null)];
        Directory.CreateDirectory(Local(""));
        System.IO.File.WriteAllBytes(Local("c.zip.part"), new byte[10]);

        // 100 + 70 + 30 unpacked, 5 plain, 10 of them here; beside them the largest archives that are packed at a time.
        Assert.Equal(195 + 100, DatasetFetcher.NeededBytes(files, Folder.Path, jobs: 1));
        Assert.Equal(195 + 170, DatasetFetcher.NeededBytes(files, Folder.Path, jobs: 2));
        Assert.Equal(195 + 200, DatasetFetcher.NeededBytes(files, Folder.Path, jobs: 9));
    }

    [Fact]
    public void FreeBytes_FolderThatDoesNotExist_IsThatOfItsDisk() => Assert.True(FreeDisk.Of(Path.Combine(Folder.Path, "not", "yet")) > 0);

    [Fact]
    public async Task Fetch_Several_RunsAtATimeAndOneFailureStopsNoOther()
    {
        var content = Bytes(1_000);
        foreach (var name in new[] { "a.bin", "b.bin", "d.bin" })
            Serve(name, content);
        Server.WaitFor = 4;

        var report = await FetchAsync(Set(Remote("a.bin", content), Remote("b.bin", content), Remote("c.bin", content), Remote("d.bin", content)));

        Assert.Equal([FetchOutcome.Fetched, FetchOutcome.Fetched, FetchOutcome.Failed, FetchOutcome.Fetched], report.Files.Select(file => file.Outcome));
        Assert.False(report.IsComplete);
        Assert.Equal(4, Server.Busiest);
    }

    [Fact]
    public async Task Fetch_OneJob_OneAtATime()
    {
        var content = Bytes(1_000);
        string[] names = ["a.bin", "b.bin", "c.bin"];
        foreach (var name in names)
            Serve(name, content);

        Assert.True((await FetchAsync(Set([.. names.Select(name => Remote(name, content))]), new FetchOptions { Jobs = 1 })).IsComplete);
        Assert.Equal(names, Server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task Fetch_Parts_OnlyThese()
    {
        var content = Bytes(1_000);
        Serve("b.bin", content);
        var set = Set(Remote("a.bin", content), Remote("b.bin", content));

        Assert.True((await FetchAsync(set, new FetchOptions { Parts = ["b"] })).IsComplete);
        var error = await Assert.ThrowsAsync<Workbook.Experiments.UnknownNameException>(() => FetchAsync(set, new FetchOptions { Parts = ["bb"] }));
        Assert.Equal("There is no part of set \"bb\". Did you mean b?", error.Message);
    }
}

using Workbook.Data.Acquisition;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Data.Acquisition;

public sealed class CopyTests : Fetching
{
    private readonly byte[] _content = Bytes(300_000);

    [Theory]
    [InlineData("a.bin")]
    [InlineData("set/a.bin")]
    public async Task Fetch_FromFolder_CopiesAndChecks(string name)
    {
        using var copies = new TemporaryFolder();
        var path = Path.Combine(copies.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, _content);

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin", _content), new FetchOptions { From = copies.Path })).Outcome);
        Assert.Equal(_content, File.ReadAllBytes(Local("a.bin")));
        Assert.Equal(_content, File.ReadAllBytes(path));
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fetch_BeginningOfAChecksum_IsHeldAgainstTheFile(bool isDamaged)
    {
        using var copies = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(copies.Path, "a.bin"), isDamaged ? [.. _content[1..], 0] : _content);
        var published = Sha256(_content).Hex[..8];

        var fetched = await FetchAsync(
            Remote("a.bin") with { Checksums = [new Checksum(ChecksumKind.Sha256Prefix, published, "the file's name")] }, new FetchOptions { From = copies.Path });

        Assert.Equal(isDamaged ? FetchOutcome.Failed : FetchOutcome.Fetched, fetched.Outcome);
        Assert.Matches(
            isDamaged ? $"beginning of the SHA-256: got [0-9a-f]{{8}}, expected {published} \\(the file's name\\)" : "^checked against the published beginning of the SHA-256$",
            fetched.Detail);
    }

    [Fact]
    public async Task Fetch_FromFolderWithoutTheFile_SaysWhatIsLookedFor()
    {
        using var copies = new TemporaryFolder();

        var fetched = await FetchAsync(Remote("a.bin", _content), new FetchOptions { From = copies.Path });

        Assert.Equal(FetchOutcome.Failed, fetched.Outcome);
        Assert.StartsWith($"'{copies.Path}' has neither set/a.bin nor a.bin", fetched.Detail, StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task Fetch_FromNowhere_Throws()
    {
        var error = await Assert.ThrowsAsync<DirectoryNotFoundException>(() => FetchAsync(Set(Remote("a.bin")), new FetchOptions { From = "/no/such/folder" }));
        Assert.StartsWith("'/no/such/folder' is neither a folder nor an http(s) address", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mirror")]
    [InlineData("mirror/")]
    public async Task Fetch_FromMirror_AsksThereByName(string mirror)
    {
        Server.Files["mirror/a.bin"] = new ServedFile(_content);

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.bin", _content), new FetchOptions { From = Server.Address + mirror })).Outcome);
        Assert.Equal("mirror/a.bin", Server.Requests.Single().Path);
    }

    [Fact]
    public async Task Fetch_RightFilePlacedByHand_IsCheckedAndRecorded()
    {
        Directory.CreateDirectory(Local(""));
        File.WriteAllBytes(Local("a.bin"), _content);
        Assert.Equal(FileState.Present, FileStatus.Of([Remote("a.bin", _content)], Folder.Path).Single().State);

        Assert.Equal(FetchOutcome.AlreadyThere, (await FetchAsync(Remote("a.bin", _content))).Outcome);
        Assert.Equal(FileState.Verified, FileStatus.Of([Remote("a.bin", _content)], Folder.Path).Single().State);
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData(300_000, "SHA-256: got ")]
    [InlineData(5, "got 5 bytes, expected 300000.")]
    public async Task Fetch_WrongFilePlacedByHand_IsLeftAlone(int count, string problem)
    {
        var mine = Bytes(count, seed: 9);
        Directory.CreateDirectory(Local(""));
        File.WriteAllBytes(Local("a.bin"), mine);

        var fetched = await FetchAsync(Remote("a.bin", _content));

        Assert.Equal(FetchOutcome.Failed, fetched.Outcome);
        Assert.Contains($"is not the published one: {problem}", fetched.Detail, StringComparison.Ordinal);
        Assert.Equal(mine, File.ReadAllBytes(Local("a.bin")));
    }

    [Fact]
    public async Task Fetch_NothingPublished_HoldsLaterCopiesAgainstTheFirst()
    {
        var served = Serve("a.bin", _content);
        var first = await FetchAsync(Remote("a.bin"));
        Assert.Equal("no checksum is published: later checks hold it against its present SHA-256", first.Detail);
        File.Delete(Local("a.bin"));
        (served.Content, served.ETag) = (Bytes(300_000, seed: 2), "\"v2\"");

        var second = await FetchAsync(Remote("a.bin"));

        Assert.Equal(FetchOutcome.Failed, second.Outcome);
        Assert.Contains($"expected {Sha256(_content).Hex} as when it first came", second.Detail, StringComparison.Ordinal);
        Assert.Equal(["a.bin.sha256"], Names());
    }
}

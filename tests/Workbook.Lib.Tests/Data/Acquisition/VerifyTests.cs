using Workbook.Data.Acquisition;
using Xunit;

namespace Workbook.Tests.Data.Acquisition;

public sealed class VerifyTests : Fetching
{
    private readonly byte[] _content = Bytes(3_000);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Verify_OneByteChanged_FindsIt(bool isPublished)
    {
        var file = Remote("a.bin", isPublished ? _content : null);
        Serve("a.bin", _content);
        await FetchAsync(file);
        Assert.Equal(VerifyOutcome.Intact, (await VerifyAsync(file)).Outcome);

        Change("a.bin", 2_999);

        var verified = await VerifyAsync(file);
        Assert.Equal(VerifyOutcome.Damaged, verified.Outcome);
        Assert.Matches(@"1 of 1 files are not as when they came: '.+/a\.bin' has SHA-256 [0-9a-f]{64}, expected [0-9a-f]{64}\. Delete '.+/a\.bin' and fetch it again\.", verified.Detail);
    }

    [Fact]
    public async Task Verify_Truncated_SaysGotAndExpected()
    {
        Serve("a.bin", _content);
        await FetchAsync(Remote("a.bin", _content));
        File.WriteAllBytes(Local("a.bin"), _content[..2_999]);

        Assert.Contains("a.bin' has 2999 bytes, expected 3000", (await VerifyAsync(Remote("a.bin", _content))).Detail, StringComparison.Ordinal);
        Assert.Equal(FileState.Damaged, FileStatus.Of([Remote("a.bin")], Folder.Path).Single().State);
        var again = await FetchAsync(Remote("a.bin", _content));
        Assert.Equal(FetchOutcome.Failed, again.Outcome);
        Assert.Contains("got 2999 bytes, expected 3000 as when it came. Delete it and fetch it again.", again.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Unpacked_FindsChangedAndMissingFiles()
    {
        var archive = Zip([.. Enumerable.Range(0, 9).Select(i => ($"a/{i}", Bytes(100, i)))]);
        var file = Remote("z.zip", archive, unpacks: "a");
        Serve("z.zip", archive);
        await FetchAsync(file);
        Assert.Equal((VerifyOutcome.Intact, "9 files as when they came"), await Outcome());

        Change("a/3", 50);
        File.Delete(Local("a/5"));
        var (outcome, detail) = await Outcome();
        Assert.Equal(VerifyOutcome.Damaged, outcome);
        Assert.StartsWith("2 of 9 files are not as when they came: ", detail, StringComparison.Ordinal);
        Assert.Contains("a/3' has SHA-256 ", detail, StringComparison.Ordinal);
        Assert.Contains("a/5' is missing", detail, StringComparison.Ordinal);

        Directory.Delete(Local("a"), recursive: true);
        Assert.Equal((VerifyOutcome.Missing, "was there once; fetch it again"), await Outcome());

        async Task<(VerifyOutcome, string)> Outcome() => await VerifyAsync(file) is var verified ? (verified.Outcome, verified.Detail) : default;
    }

    [Fact]
    public async Task Verify_NotFetchedOrPartial_IsMissing()
    {
        Assert.Equal((VerifyOutcome.Missing, "not fetched"), await Outcome());
        Serve("a.bin", _content);
        await FetchUntilAsync(Remote("a.bin", _content), 1_000);
        Assert.Equal((VerifyOutcome.Missing, "1.0 kB have come; fetching continues there"), await Outcome());

        async Task<(VerifyOutcome, string)> Outcome() => await VerifyAsync(Remote("a.bin", _content)) is var verified ? (verified.Outcome, verified.Detail) : default;
    }

    [Fact]
    public async Task Verify_PlacedByHand_ChecksWhatIsPublishedAndWritesNothing()
    {
        Directory.CreateDirectory(Local(""));
        File.WriteAllBytes(Local("a.bin"), _content);

        Assert.Equal(VerifyOutcome.Intact, (await VerifyAsync(Remote("a.bin", _content))).Outcome);
        Assert.Equal(VerifyOutcome.Unchecked, (await VerifyAsync(Remote("a.bin"))).Outcome);
        Assert.Equal(VerifyOutcome.Damaged, (await VerifyAsync(Remote("a.bin", Bytes(3_000, seed: 5)))).Outcome);
        Assert.Equal(["a.bin"], Names());
    }

    [Fact]
    public async Task Verify_DamagedRecord_SaysWhereAndWhat()
    {
        Serve("a.bin", _content);
        await FetchAsync(Remote("a.bin", _content));
        File.WriteAllText(Local("a.bin.sha256"), "# address: x\n# size: many\n");

        Assert.Equal($"'{Local("a.bin.sha256")}', line 2: expected a number of bytes. Delete it and fetch the file again.", (await VerifyAsync(Remote("a.bin"))).Detail);
    }

    [Fact]
    public async Task Verify_Content_IsAskedOnlyWhereAllIsThere()
    {
        Serve("a.bin", _content);
        var asked = new List<string>();
        var source = Set(Remote("a.bin", _content)) with
        {
            CheckContent = folder =>
            {
                asked.Add(folder);
                return asked.Count < 3 ? "3000 bytes" : throw new InvalidDataException("class 7 has no image");
            },
        };
        Assert.Equal((null, null), await Verified());
        Assert.Empty(asked);

        Assert.Equal("3000 bytes", (await FetchAsync(source)).Content);
        Assert.Equal(("3000 bytes", null), await Verified());
        Assert.Equal((null, "class 7 has no image"), await Verified());
        var fetched = await FetchAsync(source);
        Assert.Equal((false, "class 7 has no image"), (fetched.IsComplete, fetched.Problem));
        Assert.All(asked, folder => Assert.Equal(Folder.Path, folder));

        async Task<(string?, string?)> Verified() =>
            await DatasetVerifier.VerifyAsync(source, source.Files, Folder.Path, Reported, TestContext.Current.CancellationToken) is var report ? (report.Content, report.Problem) : default;
    }

    private void Change(string name, int offset)
    {
        var bytes = File.ReadAllBytes(Local(name));
        bytes[offset] ^= 1;
        File.WriteAllBytes(Local(name), bytes);
    }
}

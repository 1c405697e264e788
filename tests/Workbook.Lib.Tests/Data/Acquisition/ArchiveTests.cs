using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Workbook.Data.Acquisition;
using Xunit;

namespace Workbook.Tests.Data.Acquisition;

public sealed class ArchiveTests : Fetching
{
    private static readonly byte[] One = "one"u8.ToArray();
    private static readonly byte[] Two = "the second"u8.ToArray();

    [Theory]
    [InlineData("a.zip", "val2017")]
    [InlineData("a.tar.gz", "val2017")]
    [InlineData("a.zip", "renamed")]
    public async Task Fetch_Archive_UnpacksAndDeletesIt(string name, string unpacks)
    {
        var archive = name.EndsWith(".zip", StringComparison.Ordinal)
            ? Zip(("val2017/", []), ("val2017/1.jpg", One), ("val2017/deep/2.jpg", Two))
            : TarGz(new PaxTarEntry(TarEntryType.Directory, "./val2017"), TarFile("./val2017/1.jpg", One), TarFile("val2017/deep/2.jpg", Two));
        Serve(name, archive);
        var file = Remote(name, archive, unpacks: unpacks, unpackedFiles: 2);

        var fetched = await FetchAsync(file);

        Assert.Equal((FetchOutcome.Fetched, Local(unpacks)), (fetched.Outcome, fetched.Path));
        Assert.Equal(One, File.ReadAllBytes(Local($"{unpacks}/1.jpg")));
        Assert.Equal(Two, File.ReadAllBytes(Local($"{unpacks}/deep/2.jpg")));
        Assert.Equal([$"{name}.sha256", unpacks], Names());
        var record = File.ReadAllText(Local($"{name}.sha256"));
        Assert.Equal(
            $"# address: {Server.Address}{name}\n# size: {archive.Length}\n# sha256: {Sha256(archive).Hex}\n{Sha256(One).Hex}  {unpacks}/1.jpg\n{Sha256(Two).Hex}  {unpacks}/deep/2.jpg\n",
            record);
        Assert.Equal(VerifyOutcome.Intact, (await VerifyAsync(file)).Outcome);
        Assert.Equal(FetchOutcome.AlreadyThere, (await FetchAsync(file)).Outcome);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task Fetch_ZipOfOneFileAmongOthers_KeepsThatFile()
    {
        Serve("a.json.zip", Zip(("__MACOSX/._a.json", One), ("a.json", Two)));

        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("a.json.zip", unpacks: "a.json"))).Outcome);
        Assert.Equal(Two, File.ReadAllBytes(Local("a.json")));
        Assert.Equal(["a.json", "a.json.zip.sha256"], Names());
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/evil")]
    [InlineData("a\\..\\evil")]
    [InlineData("C:evil")]
    public async Task Fetch_EntryOutsideItsFolder_IsRefused(string entry)
    {
        foreach (var (name, archive) in new[] { ("z.zip", Zip(("a/1", One), (entry, Two))), ("t.tar.gz", TarGz(TarFile("a/1", One), TarFile(entry, Two))) })
        {
            Serve(name, archive);
            var fetched = await FetchAsync(Remote(name, unpacks: "a"));

            Assert.Equal(FetchOutcome.Failed, fetched.Outcome);
            Assert.Contains($"its entry '{entry}' would be written outside its folder", fetched.Detail, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Local("a")));
            Assert.False(Directory.Exists(Local(name + ".unpacking")));
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder.Path, "*evil*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Fetch_Links_AreRefused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("a/link");
            entry.ExternalAttributes = unchecked((int)(0xA1FFu << 16));
            using var content = entry.Open();
            content.Write("/etc/passwd"u8);
        }
        Serve("z.zip", stream.ToArray());
        Serve("t.tar.gz", TarGz(new PaxTarEntry(TarEntryType.SymbolicLink, "a/link") { LinkName = "/etc/passwd" }));

        Assert.Contains("its entry 'a/link' is a link", (await FetchAsync(Remote("z.zip", unpacks: "a"))).Detail, StringComparison.Ordinal);
        Assert.Contains("its entry 'a/link' is no plain file but a SymbolicLink", (await FetchAsync(Remote("t.tar.gz", unpacks: "a"))).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("z.zip")]
    [InlineData("t.tar.gz")]
    public async Task Fetch_NoArchive_SaysSoAndLeavesNothingUnpacked(string name)
    {
        Serve(name, Bytes(5_000));

        var fetched = await FetchAsync(Remote(name, unpacks: "a"));

        Assert.Equal(FetchOutcome.Failed, fetched.Outcome);
        Assert.Contains($"'{Local(name)}' cannot be unpacked: ", fetched.Detail, StringComparison.Ordinal);
        Assert.EndsWith("Delete it and fetch it again.", fetched.Detail, StringComparison.Ordinal);
        Assert.Equal([name], Names());
    }

    [Fact]
    public async Task Fetch_TarCutShort_LeavesNothingUnpacked()
    {
        var archive = TarGz(TarFile("a/1", Bytes(100_000)), TarFile("a/2", Bytes(100_000)));
        Serve("t.tar.gz", archive[..(archive.Length / 2)]);

        Assert.Equal(FetchOutcome.Failed, (await FetchAsync(Remote("t.tar.gz", unpacks: "a"))).Outcome);
        Assert.Equal(["t.tar.gz"], Names());
    }

    [Fact]
    public async Task Fetch_OtherContent_SaysWhatIsInIt()
    {
        Serve("z.zip", Zip(("b/1", One), ("c/2", Two)));

        Assert.Contains("holds b, c, expected a.", (await FetchAsync(Remote("z.zip", unpacks: "a"))).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_DiskTooSmallToUnpack_KeepsTheArchive()
    {
        var archive = Zip(("a/1", new byte[1_000_000]));
        Serve("z.zip", archive);
        Settings = Settings with { FreeBytes = _ => 999_999 };

        var fetched = await FetchAsync(Remote("z.zip", unpacks: "a"));

        Assert.Contains("has 1000.0 kB free; unpacking z.zip needs 1.0 MB", fetched.Detail, StringComparison.Ordinal);
        Assert.Equal(["z.zip"], Names());

        Settings = Settings with { FreeBytes = _ => long.MaxValue };
        Assert.Equal(FetchOutcome.Fetched, (await FetchAsync(Remote("z.zip", unpacks: "a"))).Outcome);
        Assert.Single(Server.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Fetch_InterruptedWhileUnpacking_GoesOn(int step)
    {
        var archive = Zip(("a/1", One), ("a/2", Two));
        var file = Remote("z.zip", archive, unpacks: "a");
        Serve("z.zip", archive);
        await FetchAsync(file);
        var record = File.ReadAllText(Local("z.zip.sha256"));

        // Back to where the process may have ended: while unpacking, then after each of the four moves.
        File.WriteAllBytes(Local("z.zip"), archive);
        Directory.CreateDirectory(Local("z.zip.unpacking/content"));
        if (step <= 1)
            Directory.Move(Local("a"), Local("z.zip.unpacking/content/a"));
        if (step == 0)
            File.Delete(Local("z.zip.unpacking/content/a/2"));
        if (step <= 2)
            File.Move(Local("z.zip.sha256"), Local(step == 0 ? "gone" : "z.zip.unpacking/complete"));
        File.Delete(Local("gone"));
        if (step == 4)
            File.Delete(Local("z.zip"));

        Assert.True((await FetchAsync(Set(file))).IsComplete);
        Assert.Equal(["a", "z.zip.sha256"], Names());
        Assert.Equal(record.Split('\n')[3..], File.ReadAllText(Local("z.zip.sha256")).Split('\n')[3..]);
        Assert.Equal(VerifyOutcome.Intact, (await VerifyAsync(file)).Outcome);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task Fetch_FolderPlacedByHand_IsCountedAndLeftAlone()
    {
        Directory.CreateDirectory(Local("a"));
        File.WriteAllText(Local("a/1"), "mine");

        var counted = await FetchAsync(Remote("z.zip", unpacks: "a", unpackedFiles: 1));
        var wrong = await FetchAsync(Remote("z.zip", unpacks: "a", unpackedFiles: 2));

        Assert.Equal((FetchOutcome.AlreadyThere, "1 files; their content is not checked, as they came in another way"), (counted.Outcome, counted.Detail));
        Assert.Equal(FetchOutcome.Failed, wrong.Outcome);
        Assert.Contains("is not the published one: got 1 files, expected 2. Move it away", wrong.Detail, StringComparison.Ordinal);
        Assert.Equal("mine", Encoding.UTF8.GetString(File.ReadAllBytes(Local("a/1"))));
        Assert.Empty(Server.Requests);
    }
}

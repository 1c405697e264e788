using Workbook.Reporting.Bundles;
using Xunit;

namespace Workbook.Tests.Reporting.Bundles;

public sealed class BundleManifestTests : IDisposable
{
    // SHA-256 of no bytes and of "abc": FIPS 180-2, appendix B.1.
    private const string OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static readonly BundleFile[] Files = [BundleFile.Of("runs/b.json", "abc"), BundleFile.Of("a.md", "")];
    private readonly BundleSamples samples = new();

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Write_Files_IsTheFormOfSha256sum() => Assert.Equal($"{OfNothing}  a.md\n{OfAbc}  runs/b.json\n", BundleManifest.Write(Files));

    [Fact]
    public void Sha256sum_UnpackedBundle_IsContent()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sha256sum"), "there is no sha256sum");
        samples.Unpack(samples.Share());

        var (code, output) = Programs.Run("/usr/bin/sha256sum", samples.Unpacked, "--check", "--strict", BundleManifest.Name);

        Assert.Equal(0, code);
        Assert.Contains("report.html: OK\n", output, StringComparison.Ordinal);
        Assert.Equal(Directory.GetFiles(samples.Unpacked, "*", SearchOption.AllDirectories).Length - 1, output.Split('\n').Length - 1);
        File.AppendAllText(Path.Combine(samples.Unpacked, "report.html"), " ");
        Assert.Equal(1, Programs.Run("/usr/bin/sha256sum", samples.Unpacked, "--check", "--strict", BundleManifest.Name).Code);
    }

    [Theory]
    [InlineData(OfNothing + "  a.md\n" + OfNothing + "  runs/b.json\n", "runs/b.json was changed: SHA-256 " + OfAbc + ", expected " + OfNothing)]
    [InlineData(OfNothing + "  a.md\n", "runs/b.json is not listed")]
    [InlineData(OfNothing + "  a.md\n" + OfNothing + "  c.md\n" + OfAbc + "  runs/b.json\n", "c.md is listed in manifest-sha256.txt and not there")]
    [InlineData(OfAbc + "  runs/b.json\n" + OfNothing + "  a.md\n", "line 2: a.md stands after runs/b.json")]
    [InlineData(OfNothing + "  a.md\n" + OfNothing + "  a.md\n" + OfAbc + "  runs/b.json\n", "line 2: a.md is listed twice")]
    [InlineData(OfNothing + " *a.md\n" + OfAbc + "  runs/b.json\n", "line 1: expected 64 hexadecimal digits")]
    [InlineData(OfNothing + "  a.md\n" + OfAbc + "  ../b.json\n", "line 2: expected 64 hexadecimal digits")]
    [InlineData(OfNothing + "  a.md\r\n" + OfAbc + "  runs/b.json\n", "line 1: expected 64 hexadecimal digits")]
    [InlineData(OfNothing + "  a.md\n" + OfAbc + "  runs/b.json", "its last line does not end")]
    [InlineData("", "a.md is not listed")]
    public void Problems_Other_AreNamed(string manifest, string expected) =>
        Assert.Contains(BundleManifest.Problems(manifest, Files), problem => problem.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Problems_OfItself_AreNone() => Assert.Empty(BundleManifest.Problems(BundleManifest.Write(Files), Files));
}

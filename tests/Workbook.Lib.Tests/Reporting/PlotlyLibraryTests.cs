using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Reporting;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed class PlotlyLibraryTests
{
    private static readonly JObject Lock = JObject.Parse(File.ReadAllText(Repository.Path("src/Workbook.Lib/Reporting/plotlyjs/package-lock.json")));

    [Fact]
    public void Version_Embedded_IsThePinnedOne()
    {
        var package = Lock["packages"]!["node_modules/plotly.js-basic-dist-min"]!;

        Assert.Equal((string?)package["version"], PlotlyLibrary.Version);
        Assert.StartsWith("sha512-", (string?)package["integrity"], StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_Addresses_AreOfThePublicRegistryOnly() =>
        Assert.All(Regex.Matches(Lock.ToString(), "https?://[^\"]*"), match => Assert.StartsWith("https://registry.npmjs.org/", match.Value, StringComparison.Ordinal));

    [Fact]
    public void Html_Whole_IsOneScriptWithTheLicence()
    {
        var html = PlotlyLibrary.Html;

        Assert.StartsWith("<script>", html, StringComparison.Ordinal);
        Assert.Equal(html.Length - "</script>".Length, html.IndexOf("</script>", StringComparison.Ordinal));
        Assert.Contains("Permission is hereby granted, free of charge", html, StringComparison.Ordinal);
        Assert.Contains("Copyright (c)", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_Data_IsPlotlyCompressed()
    {
        var data = Regex.Match(PlotlyLibrary.Html, "\"([A-Za-z0-9+/=]{100000,})\"").Groups[1].Value;
        using var unpacked = new System.IO.Compression.GZipStream(new MemoryStream(Convert.FromBase64String(data)), System.IO.Compression.CompressionMode.Decompress);

        Assert.Equal(Hash(PlotlyLibrary.Source()), Convert.ToHexString(SHA256.HashData(unpacked)));
        Assert.InRange(PlotlyLibrary.Source().Length, 1_000_000, 1_400_000);
    }

    [Fact]
    public void Embed_InANotebook_IsTheLibrary()
    {
        var (html, text) = NotebookFormatting.Of(PlotlyLibrary.Embed);

        Assert.StartsWith(PlotlyLibrary.Html, html, StringComparison.Ordinal);
        Assert.Equal($"plotly.js {PlotlyLibrary.Version}", text);
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Workbook.Reporting;

/// <summary>plotly.js, which draws every <see cref="Figure"/>; a page, notebook or report needs it once.</summary>
public static partial class PlotlyLibrary
{
    private static readonly Lazy<string> LazyVersion = new(ReadVersion);
    private static readonly Lazy<string> LazyHtml = new(MakeHtml);

    /// <summary>Version of plotly.js.</summary>
    public static string Version => LazyVersion.Value;

    /// <summary>
    /// The script element that holds plotly.js, compressed, with its licence. It draws the figures that stand before and after it; a second
    /// one in a page does nothing. It loads nothing from the network.
    /// </summary>
    public static string Html => LazyHtml.Value;

    /// <summary>For the first cell of a notebook: as its value, it loads plotly.js into the notebook.</summary>
    public static PlotlyEmbedding Embed { get; } = new();

    /// <summary>plotly.js as it is published.</summary>
    internal static string Source()
    {
        using var stream = new GZipStream(new MemoryStream(Resource("plotly.js.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string MakeHtml()
    {
        var licence = Encoding.UTF8.GetString(Resource("plotly.js.LICENSE")).ReplaceLineEndings("\n").Trim();
        var data = Convert.ToBase64String(Resource("plotly.js.gz"));
        var loader = Encoding.UTF8.GetString(Resource("plotly.js.loader.js")).Trim();
        return $"<script>\n/*! plotly.js {Version}\n{licence}\n*/\n({loader})(\"{data}\");\n</script>";
    }

    private static string ReadVersion() =>
        VersionInHeader().Match(Source(), 0, 500) is { Success: true } match
            ? match.Groups[1].Value
            : throw new InvalidOperationException("The embedded plotly.js does not begin with its version; was package-lock.json changed to another package?");

    private static byte[] Resource(string name)
    {
        using var stream = typeof(PlotlyLibrary).Assembly.GetManifestResourceStream("Workbook.Reporting." + name)
            ?? throw new InvalidOperationException($"Workbook.Lib was built without the embedded {name}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex(@"plotly\.js.* v(\d+\.\d+\.\d+)")]
    private static partial Regex VersionInHeader();
}

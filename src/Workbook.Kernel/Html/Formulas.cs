using System.Text;

namespace Workbook.Kernel.Html;

/// <summary>The formulas of a page. KaTeX, embedded in the page, turns them from TeX into MathML when the page opens; without scripts they stay TeX.</summary>
internal static class Formulas
{
    private const string Resources = "Workbook.Kernel.katex.js.";

    /// <summary>The script element that a page with formulas needs; empty for a page without.</summary>
    public static string Script(StringBuilder body)
    {
        if (!body.ToString().Contains("class=\"math\"", StringComparison.Ordinal))
            return "";
        var licence = Encoding.UTF8.GetString(Resource("LICENSE")).ReplaceLineEndings("\n").Trim();
        var loader = Encoding.UTF8.GetString(Resource("loader.js")).Trim();
        return $"<script>\n/*! KaTeX\n{licence}\n*/\n({loader})(\"{Convert.ToBase64String(Resource("gz"))}\");\n</script>\n";
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(Formulas).Assembly.GetManifestResourceStream(Resources + name)
            ?? throw new InvalidOperationException($"Workbook.Kernel was built without the embedded {Resources}{name}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}

using System.Text.Json.Nodes;

namespace Workbook.Kernel.Jupyter;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    /// <summary>Content of a <c>kernel_info_reply</c>.</summary>
    public static JsonObject Content => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = "5.3",
        ["implementation"] = "workbook",
        ["implementation_version"] = typeof(KernelInfo).Assembly.GetName().Version!.ToString(3),
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
            ["nbconvert_exporter"] = "script",
        },
        ["banner"] = "C# 14 for the Equalization Loss workbook. Magic commands: #!csharp, #!html, #!markdown, #!time, #!import, #!set.",
        ["help_links"] = new JsonArray(),
    };
}

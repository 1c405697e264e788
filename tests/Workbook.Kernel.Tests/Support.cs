using System.Text.Json.Nodes;
using Workbook.Kernel.Execution;
using Xunit;

namespace Workbook.Kernel.Tests;

/// <summary>The tests that share what a process has one of: the current directory, and the taker of displayed values.</summary>
[CollectionDefinition(Name)]
public sealed class OneSession
{
    public const string Name = "one session";
}

/// <summary>A session in this process, in a folder of its own.</summary>
internal sealed class Session : IDisposable
{
    private readonly string before = Environment.CurrentDirectory;
    private readonly List<CellEvent> events = [];
    private readonly CSharpSession session;
    private int number;

    public Session()
    {
        Environment.CurrentDirectory = Folder.Path;
        session = new CSharpSession(events.Add);
    }

    public TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        session.Dispose();
        Environment.CurrentDirectory = before;
        Folder.Dispose();
    }

    /// <summary>Runs the next cell; what it put out.</summary>
    public async Task<IReadOnlyList<CellEvent>> Run(string code, string language = "csharp")
    {
        events.Clear();
        var passed = await session.Execute(new CellRequest(++number, language, code));
        Assert.Equal(passed, !events.OfType<CellError>().Any());
        return [.. events];
    }

    /// <summary>Runs a cell that puts out one value; its only representation.</summary>
    public async Task<(string MimeType, string Text)> Value(string code)
    {
        var displayed = Assert.IsType<Displayed>(Assert.Single(await Run(code)));
        var (mimeType, value) = Assert.Single(displayed.Data);
        return (mimeType, (string)value!);
    }

    /// <summary>Runs a cell that fails.</summary>
    public async Task<CellError> Error(string code, string language = "csharp") => Assert.IsType<CellError>((await Run(code, language))[^1]);

    /// <summary>Runs a cell that puts out nothing.</summary>
    public async Task Silent(string code) => Assert.Empty(await Run(code));
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kernel-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }
}

/// <summary>Notebooks for the tests.</summary>
internal static class Notebook
{
    public static JsonObject Of(params JsonObject[] cells) => new()
    {
        ["cells"] = new JsonArray([.. cells.Select(cell => (JsonNode)cell)]),
        ["metadata"] = new JsonObject
        {
            ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
            ["language_info"] = new JsonObject { ["name"] = "C#" },
        },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    };

    public static JsonObject Code(string source, string? tag = null, string? id = null)
    {
        var cell = new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = 12,
            ["metadata"] = tag is null ? new JsonObject() : new JsonObject { ["tags"] = new JsonArray(tag) },
            ["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "stale" }),
            ["source"] = source,
        };
        if (id is not null)
            cell["id"] = id;
        return cell;
    }

    public static JsonObject Markdown(string source) => new() { ["cell_type"] = "markdown", ["metadata"] = new JsonObject(), ["source"] = source };

    /// <summary>The text of a stream of an executed cell.</summary>
    public static string Stream(JsonNode cell, string name = "stdout") => string.Concat(
        cell["outputs"]!.AsArray().Where(output => (string?)output!["name"] == name).SelectMany(output => output!["text"]!.AsArray()).Select(line => (string?)line));
}

using System.Text.Json.Nodes;
using Workbook.Kernel.Notebooks;
using Xunit;

namespace Workbook.Kernel.Tests.Notebooks;

public sealed class NotebookDocumentTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("{\"cells\": [", " is not JSON, as a notebook must be: ")]
    [InlineData("[]", " is not a notebook: it is JSON without the field nbformat.")]
    [InlineData("{\"nbformat\": 4, \"nbformat\": 4}", " is not JSON, as a notebook must be: ")]
    [InlineData("{\"nbformat\": 3, \"nbformat_minor\": 0, \"worksheets\": []}", " has nbformat 3; expected 4. ")]
    [InlineData("{\"nbformat\": 4, \"cells\": []}", " has no number in the field nbformat_minor.")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 5}", " has no list of cells.")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [5]}", " has a cells[0] that is no object with the cell_type ")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [{\"cell_type\": \"code\"}]}", " has a cells[0] whose source is neither ")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"metadata\": 1}]}", " has a cells[0] whose metadata ")]
    [InlineData(
        "{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [], \"metadata\": {\"kernelspec\": {\"name\": \"python3\", \"language\": \"python\"}}}",
        " is a notebook of python (kernel python3); expected C#")]
    [InlineData(
        "{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [], \"metadata\": {\"kernelspec\": {\"name\": \".net-fsharp\", \"language\": \"F#\"}}}",
        " is a notebook of F# (kernel .net-fsharp); expected C#")]
    [InlineData(
        "{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [], \"metadata\": {\"language_info\": {\"name\": \"python\"}}}",
        " is a notebook of python (kernel not named); expected C#")]
    public void Read_NoNotebookOfCSharp_SaysWhy(string content, string expected)
    {
        var path = folder.Write("a.ipynb", content);

        Assert.StartsWith(path + expected, Assert.Throws<InvalidDataException>(() => NotebookDocument.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Missing_SaysWhere() =>
        Assert.Contains("/none.ipynb", Assert.Throws<FileNotFoundException>(() => NotebookDocument.Read("/none.ipynb")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_SourceAsLines_IsJoined() =>
        Assert.Equal("a\nb", Read("""{"nbformat": 4, "nbformat_minor": 0, "cells": [{"cell_type": "code", "source": ["a\n", "b"]}]}""").Cells.Single().Source);

    [Fact]
    public void Clear_OldMinor_GetsIdsAndFieldsAndKeepsTheRest()
    {
        var document = Read("""
            {"nbformat": 4, "nbformat_minor": 2, "own": {"deep": [1.50, 1e400, "é\ud83d\ude00"]}, "metadata": {"kernelspec": {"name": ".net-csharp"}, "x": null},
             "cells": [{"cell_type": "markdown", "source": "cell", "attachments": {"a": 1}}, {"cell_type": "code", "source": "", "metadata": {"y": [2]}},
                       {"cell_type": "raw", "id": "cell-1", "source": "r"}, {"cell_type": "raw", "id": "cell-1", "source": "again"}]}
            """);
        document.Clear();

        var root = JsonNode.Parse(document.ToJson())!;
        Assert.Equal(5, (int?)root["nbformat_minor"]);
        Assert.Equal(["cell-1-2", "cell-2", "cell-1", "cell-4"], root["cells"]!.AsArray().Select(cell => (string?)cell!["id"]));
        Assert.Equal("""{"deep":[1.50,1e400,"\u00E9\uD83D\uDE00"]}""", root["own"]!.ToJsonString());
        Assert.Equal("""{"kernelspec":{"name":".net-csharp"},"x":null}""", root["metadata"]!.ToJsonString());
        Assert.Equal("""{"a":1}""", root["cells"]![0]!["attachments"]!.ToJsonString());
        Assert.Equal("""{"id":"cell-2","cell_type":"code","source":"","metadata":{"y":[2]},"execution_count":null,"outputs":[]}""", root["cells"]![1]!.ToJsonString());
    }

    [Fact]
    public void Clear_Twice_IsTheSame()
    {
        var document = Read(Notebook.Of(Notebook.Code("1"), Notebook.Code("2", id: "own")).ToJsonString());
        document.Clear();
        var once = document.ToJson();
        document.Clear();

        Assert.Equal(once, document.ToJson());
        Assert.Contains("\"id\": \"own\"", once, StringComparison.Ordinal);
        Assert.DoesNotContain("stale", once, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("polyglot_notebook", "kernelName", "html", true)]
    [InlineData("dotnet_interactive", "language", "csharp", true)]
    [InlineData("polyglot_notebook", "kernelName", "fsharp", false)]
    public void Language_OfACell_IsThatOfItsMetadata(string section, string field, string language, bool supported)
    {
        var json = Notebook.Code("1");
        json["metadata"] = new JsonObject { [section] = new JsonObject { [field] = language } };
        var cell = new NotebookCell(json);

        Assert.Equal((language, supported), (cell.Language, cell.IsSupported));
    }

    private NotebookDocument Read(string json) => NotebookDocument.Read(folder.Write("a.ipynb", json));
}

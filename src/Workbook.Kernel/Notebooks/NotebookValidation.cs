using System.Text.Json.Nodes;

namespace Workbook.Kernel.Notebooks;

/// <summary>What a file must have to be run as a notebook of C#.</summary>
internal static class NotebookValidation
{
    /// <summary>The root of the document.</summary>
    /// <exception cref="InvalidDataException">Something is missing or of another kind.</exception>
    public static JsonObject Check(string path, JsonNode? document)
    {
        if (document is not JsonObject root || root["nbformat"] is null)
            throw Problem("is not a notebook: it is JSON without the field nbformat");
        if (Number(root["nbformat"]) is not 4)
            throw Problem($"has nbformat {root["nbformat"]}; expected 4. Convert it with: jupyter nbconvert --to notebook --inplace FILE");
        if (Number(root["nbformat_minor"]) is null)
            throw Problem("has no number in the field nbformat_minor");
        if (root["metadata"] is not (null or JsonObject))
            throw Problem("has metadata that is no object");
        if (root["cells"] is not JsonArray cells)
            throw Problem("has no list of cells");
        CheckLanguage(root["metadata"] as JsonObject);
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i] is not JsonObject cell || NotebookText.Read(cell["cell_type"]) is not ("code" or "markdown" or "raw"))
                throw Problem($"has a cells[{i}] that is no object with the cell_type code, markdown or raw");
            if (NotebookText.Read(cell["source"]) is null)
                throw Problem($"has a cells[{i}] whose source is neither a text nor a list of lines");
            if (cell["metadata"] is not (null or JsonObject))
                throw Problem($"has a cells[{i}] whose metadata is no object");
        }
        return root;

        InvalidDataException Problem(string what) => new($"{path} {what}.");

        void CheckLanguage(JsonObject? metadata)
        {
            var kernel = metadata?["kernelspec"] as JsonObject;
            var name = NotebookText.Read(kernel?["name"]);
            var language = NotebookText.Read(kernel?["language"]) ?? NotebookText.Read((metadata?["language_info"] as JsonObject)?["name"]);
            if (name == ".net-csharp" || language is null && name is null)
                return;
            if (language is null || !(language.ToUpperInvariant() is "C#" or "CSHARP" or "POLYGLOT-NOTEBOOK"))
                throw Problem($"is a notebook of {language ?? name} (kernel {name ?? "not named"}); expected C# (kernel .net-csharp)");
        }
    }

    private static int? Number(JsonNode? value) => value is JsonValue number && number.TryGetValue<int>(out var whole) ? whole : null;
}

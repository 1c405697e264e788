namespace Workbook.Kernel.Notebooks;

/// <summary>
/// Parameters in papermill's convention: a cell tagged <c>parameters</c> declares them, a cell tagged <c>injected-parameters</c> after it sets them anew.
/// </summary>
internal static class NotebookParameters
{
    private const string Declared = "parameters";
    private const string Injected = "injected-parameters";

    /// <summary>Injects the values; does nothing where there are none.</summary>
    /// <exception cref="NotebookParameterException">The notebook has no such parameter, or the value is not of its type.</exception>
    public static void Apply(NotebookDocument document, string path, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0)
            return;
        var cell = document.Cells.FirstOrDefault(cell => cell.Kind == "code" && cell.HasTag(Declared))
            ?? throw new NotebookParameterException(
                $"{path} takes no parameters: none of its code cells is tagged \"{Declared}\". Got: {string.Join(", ", values.Keys)}.");
        var declarations = ParameterDeclaration.In(cell.Source).GroupBy(declaration => declaration.Name).ToDictionary(same => same.Key, same => same.Last());
        foreach (var name in values.Keys)
        {
            if (!declarations.ContainsKey(name))
                throw new NotebookParameterException(name, [.. declarations.Keys]);
        }
        var lines = values.Select(value => (Declaration: declarations[value.Key], value.Value))
            .Select(value => $"{value.Declaration.TypeText} {value.Declaration.Name} = {ParameterLiteral.Of(value.Declaration, value.Value)};");
        document.Inject(cell, Injected, string.Join('\n', lines.Prepend("// Parameters")));
    }
}

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Workbook.Kernel.Execution;

/// <summary><c>#!set --name x --value v</c>: a string variable. The value may stand in double quotes.</summary>
internal static partial class SetMagic
{
    /// <summary>The magic as C#, on its line of the cell.</summary>
    /// <exception cref="CellFailure">The arguments are not a name and a text.</exception>
    public static string ToCSharp(string source, CellPart part)
    {
        string? name = null, value = null;
        var rest = part.Text.Trim();
        while (rest.Length > 0)
        {
            var match = Argument().Match(rest);
            if (!match.Success)
                throw Failure($"expected --name NAME --value TEXT; got \"{rest}\"");
            var text = match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["plain"].Value;
            if (text.StartsWith('@') && !match.Groups["quoted"].Success)
                throw Failure($"{text} asks another kernel or the reader for a value, which this kernel cannot do");
            if (match.Groups["option"].Value == "name")
                name = text;
            else
                value = text;
            rest = rest[match.Length..].TrimStart();
        }
        if (name is null || value is null)
            throw Failure("expected --name NAME --value TEXT");
        if (!SyntaxFacts.IsValidIdentifier(name))
            throw Failure($"\"{name}\" is not a name that C# allows");
        return $"{new string('\n', part.Line - 1)}string {name} = {SymbolDisplay.FormatLiteral(value, quote: true)};";

        CellFailure Failure(string what) => CellFailure.At(source, part.Line, "MagicCommandError", $"#!set: {what}.");
    }

    [GeneratedRegex("""^--(?<option>name|value)[ =]+("(?<quoted>[^"]*)"|(?<plain>[^\s"]+))(?=\s|$)""")]
    private static partial Regex Argument();
}

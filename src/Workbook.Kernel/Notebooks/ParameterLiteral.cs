using System.Globalization;
using System.Numerics;
using Microsoft.CodeAnalysis.CSharp;

namespace Workbook.Kernel.Notebooks;

/// <summary>The text of a parameter on the command line as a C# literal of the declared type.</summary>
internal static class ParameterLiteral
{
    /// <summary>The literal; where the type is not known, the one that the text looks like.</summary>
    /// <exception cref="NotebookParameterException">The text is no value of the type.</exception>
    public static string Of(ParameterDeclaration declaration, string text)
    {
        if (text == "null" && declaration.IsNullable)
            return declaration.TypeText == "var" ? $"({declaration.Type ?? "object"})null" : "null";
        var literal = declaration.Type switch
        {
            "string" => Quoted(text),
            "bool" => Bool(text),
            "int" or "long" or "short" or "sbyte" => Integer(text),
            "uint" or "ulong" or "ushort" or "byte" => text.StartsWith('-') ? null : Integer(text),
            "double" => Double(text),
            "float" => Float(text),
            "decimal" => Decimal(text),
            "char" => text.Length == 1 ? SymbolDisplay.FormatLiteral(text[0], quote: true) : null,
            _ => Integer(text) ?? Double(text) ?? Bool(text) ?? Quoted(text),
        };
        return literal ?? throw new NotebookParameterException($"Parameter {declaration.Name}: expected a value of type {declaration.Type}; got \"{text}\".");
    }

    private static string Quoted(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string? Bool(string text) => bool.TryParse(text, out var value) ? value ? "true" : "false" : null;

    private static string? Integer(string text) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= long.MinValue && value <= ulong.MaxValue
            ? value.ToString(CultureInfo.InvariantCulture)
            : null;

    private static string? Double(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return null;
        if (!double.IsFinite(value))
            return "double." + (double.IsNaN(value) ? "NaN" : value > 0 ? "PositiveInfinity" : "NegativeInfinity");
        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        return digits.AsSpan().ContainsAny('.', 'E') ? digits : digits + ".0";
    }

    private static string? Float(string text)
    {
        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return null;
        return float.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) + "f" : "(float)" + Double(text);
    }

    private static string? Decimal(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value.ToString(CultureInfo.InvariantCulture) + "m" : null;
}

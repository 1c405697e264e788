using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbook.Kernel.Notebooks;

/// <summary>A variable of the parameters cell.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeText">Its type as declared, <c>var</c> included.</param>
/// <param name="Type">The C# keyword of its type, without <c>?</c>; null where it is another type or cannot be told from the text.</param>
/// <param name="IsNullable">Whether it can be null.</param>
internal sealed record ParameterDeclaration(string Name, string TypeText, string? Type, bool IsNullable)
{
    /// <summary>The variables that a text declares at its top level.</summary>
    public static IReadOnlyList<ParameterDeclaration> In(string code)
    {
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.CSharp14, kind: SourceCodeKind.Script)).GetRoot();
        return
        [
            .. root.Members
                .Select(member => member switch
                {
                    FieldDeclarationSyntax field => field.Declaration,
                    GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } => local.Declaration,
                    _ => null,
                })
                .OfType<VariableDeclarationSyntax>()
                .SelectMany(declaration => declaration.Variables.Select(variable => Of(declaration.Type, variable))),
        ];
    }

    private static ParameterDeclaration Of(TypeSyntax type, VariableDeclaratorSyntax variable)
    {
        var name = variable.Identifier.Text;
        if (type.IsVar)
        {
            var literal = LiteralType(variable.Initializer?.Value);
            return new ParameterDeclaration(name, "var", literal, IsNullable: literal is null or "string");
        }
        var core = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
        var keyword = (core as PredefinedTypeSyntax)?.Keyword.Text;
        return new ParameterDeclaration(name, type.ToString(), keyword, IsNullable: core != type || keyword is null or "string" or "object");
    }

    private static string? LiteralType(ExpressionSyntax? value) => value switch
    {
        PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax number } => LiteralType(number),
        LiteralExpressionSyntax literal => literal.Token.Value switch
        {
            int => "int",
            uint => "uint",
            long => "long",
            ulong => "ulong",
            float => "float",
            double => "double",
            decimal => "decimal",
            bool => "bool",
            string => "string",
            char => "char",
            _ => null,
        },
        _ => null,
    };
}

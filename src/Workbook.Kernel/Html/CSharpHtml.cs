using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Workbook.Kernel.Html;

/// <summary>C# as HTML, with keywords, literals and comments marked.</summary>
internal static class CSharpHtml
{
    public static string Of(string code)
    {
        var html = new StringBuilder();
        foreach (var token in SyntaxFactory.ParseTokens(code, options: new CSharpParseOptions(LanguageVersion.CSharp14, kind: SourceCodeKind.Script)))
        {
            foreach (var trivia in token.LeadingTrivia)
                Write(trivia);
            Mark(Class(token), token.Text);
            foreach (var trivia in token.TrailingTrivia)
                Write(trivia);
        }
        return html.ToString();

        void Write(SyntaxTrivia trivia)
        {
            var kind = trivia.Kind();
            var isComment = kind is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
            Mark(isComment ? "comment" : trivia.IsDirective ? "directive" : null, trivia.ToFullString());
        }

        void Mark(string? name, string text)
        {
            var escaped = WebUtility.HtmlEncode(text);
            html.Append(name is null ? escaped : $"<span class=\"{name}\">{escaped}</span>");
        }
    }

    private static string? Class(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => "number",
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringToken => "string",
        var kind when SyntaxFacts.IsKeywordKind(kind) || token.Text is "var" or "await" or "async" or "record" => "keyword",
        _ => null,
    };
}

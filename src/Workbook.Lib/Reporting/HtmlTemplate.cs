using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Workbook.Reporting;

/// <summary>What the compiler turns the argument of <see cref="Html.Of"/> into: literal text as it stands, values escaped, numbers invariant.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlTemplate
{
    private readonly StringBuilder text;

    public HtmlTemplate(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + 16 * formattedCount);

    public void AppendLiteral(string markup) => text.Append(markup);

    public void AppendFormatted(Html value) => text.Append(value.ToString());

    public void AppendFormatted(IEnumerable<Html> values)
    {
        foreach (var value in values)
            text.Append(value.ToString());
    }

    public void AppendFormatted(string? value) => text.Append(Html.Encode(value));

    public void AppendFormatted<T>(T value, string? format = null)
        where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();
}

using Newtonsoft.Json;
using Workbook.Reporting;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed class PlotlyValuesTests
{
    [Theory]
    [InlineData("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;")]
    [InlineData("a & b &lt;", "a &amp; b &amp;lt;")]
    [InlineData("$x^2$", "&#36;x^2&#36;")]
    [InlineData("one\ntwo\r\nthree", "one<br>two<br>three")]
    public void Text_Markup_IsShownAsItIs(string text, string expected) => Assert.Equal(expected, (string?)PlotlyValues.Text(text));

    [Theory]
    [InlineData(double.NaN, "null")]
    [InlineData(double.PositiveInfinity, "null")]
    [InlineData(double.NegativeInfinity, "null")]
    [InlineData(12.3456789, "12.3457")]
    [InlineData(1234567.0, "1234570.0")]
    [InlineData(1.5e-9, "1.5E-09")]
    [InlineData(-0.25, "-0.25")]
    public void Number_AnyDouble_IsJsonOfSixDigits(double number, string expected)
    {
        var culture = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");

            Assert.Equal(expected, PlotlyValues.Number(number).ToString(Formatting.None));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Numbers_Gaps_AreNull() => Assert.Equal("[1.0,null,2.0]", PlotlyValues.Numbers([1, null, 2]).ToString(Formatting.None));

    [Fact]
    public void Series_FirstOnes_DifferWithoutColour() =>
        Assert.Equal(5, Enumerable.Range(0, 5).Select(SeriesStyle.Of).Select(style => (style.Dash, style.Symbol)).Distinct().Count());

    [Fact]
    public void Series_FirstThirtyFive_Differ() => Assert.Equal(35, Enumerable.Range(0, 35).Select(SeriesStyle.Of).Distinct().Count());
}

using Workbook.Kernel.Formatting;
using Xunit;

namespace Workbook.Kernel.Tests.Formatting;

public sealed class TypeFormatterTests
{
    [Fact]
    public void Preferred_Types_MakeOneBundle()
    {
        var data = MimeBundle.Of(new Chart(), []);

        Assert.Equal(["text/html", "image/png"], data.Select(type => type.Key));
        Assert.Equal("<b>chart</b>", (string?)data["text/html"]);
        Assert.Equal("iVBORw0KGgo=", (string?)data["image/png"]);
    }

    [Fact]
    public void Further_Types_AreAddedToThePreferred() =>
        Assert.Equal(["text/html", "image/png", "application/json"], MimeBundle.Of(new ChartWithMore(), []).Select(type => type.Key));

    [Fact]
    public void Derived_Class_RendersAsItsBase() => Assert.Equal("<b>line</b>", (string?)MimeBundle.Of(new LineChart(), [])["text/html"]);

    [Fact]
    public void Asked_Type_IsTheOnlyOne() => Assert.Equal(["application/json"], MimeBundle.Of(new Chart(), ["application/json"]).Select(type => type.Key));

    [Fact]
    public void Json_Type_IsAValue() => Assert.Equal(1, (int?)MimeBundle.Of(new Chart(), ["application/json"])["application/json"]!["a"]);

    [Fact]
    public void Declined_Format_FallsBackToPlainText() => Assert.Equal("[ 1 ]", (string?)MimeBundle.Of(new Declining { 1 }, [])["text/plain"]);

    [Theory]
    [InlineData(typeof(WithoutSource), "WithoutSource cannot be shown: its attribute has no Type FormatterSourceType.")]
    [InlineData(typeof(WithOtherFormat), "WithOtherFormat cannot be shown: OtherFormat must have exactly one public bool Format(object instance, TextWriter writer).")]
    [InlineData(typeof(WithOverloads), "WithOverloads cannot be shown: Overloads must have exactly one public bool Format(object instance, TextWriter writer).")]
    [InlineData(typeof(WithNoFormatters), "WithNoFormatters cannot be shown: String has no public CreateTypeFormatters().")]
    public void Convention_Broken_SaysHow(Type type, string expected) =>
        Assert.Equal(expected, Assert.Throws<InvalidOperationException>(() => MimeBundle.Of(Activator.CreateInstance(type), [])).Message);

    // As a library has it that references no kernel: its own internal attribute, known by its simple name.
    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute(Type? source) : Attribute
    {
        public Type? FormatterSourceType { get; } = source;

        public string[]? PreferredMimeTypes { get; set; }

        public string[]? FurtherMimeTypes { get; set; }
    }

    [TypeFormatterSource(typeof(ChartFormatters), PreferredMimeTypes = ["text/html", "image/png"])]
    private class Chart
    {
        public virtual string Name => "chart";
    }

    private sealed class LineChart : Chart
    {
        public override string Name => "line";
    }

    [TypeFormatterSource(typeof(ChartFormatters), PreferredMimeTypes = ["text/html", "image/png"], FurtherMimeTypes = ["application/json"])]
    private sealed class ChartWithMore : Chart;

    [TypeFormatterSource(typeof(Never))]
    private sealed class Declining : List<int>;

    [TypeFormatterSource(null)]
    private sealed class WithoutSource;

    [TypeFormatterSource(typeof(Source<OtherFormat>))]
    private sealed class WithOtherFormat;

    [TypeFormatterSource(typeof(Source<Overloads>))]
    private sealed class WithOverloads;

    [TypeFormatterSource(typeof(string))]
    private sealed class WithNoFormatters;

    private sealed class ChartFormatters
    {
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new Formatter("text/html", chart => $"<b>{chart.Name}</b>"),
            new Formatter("image/png", _ => "iVBORw0KGgo="),
            new Formatter("application/json", _ => """{"a": 1}"""),
        ];
    }

    private sealed class Formatter(string mimeType, Func<Chart, string> text)
    {
        public string MimeType => mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write(text((Chart)instance));
            return true;
        }
    }

    private sealed class Source<T>
        where T : new()
    {
        public object[] CreateTypeFormatters() => [new T()];
    }

    private sealed class Never
    {
        public object[] CreateTypeFormatters() => [this];

        public string MimeType => "text/html";

        public bool Format(object instance, TextWriter writer) => false;
    }

    private sealed class OtherFormat
    {
        public string MimeType => "text/html";

        public bool Format(Chart instance, TextWriter writer) => true;
    }

    private sealed class Overloads
    {
        public string MimeType => "text/html";

        public bool Format(object instance, TextWriter writer) => true;

        public bool Format(object instance) => true;
    }
}

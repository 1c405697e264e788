using System.Reflection;
using Xunit;

namespace Workbook.Tests.Reporting;

/// <summary>Formats a value as a C# notebook kernel does: by the names in the convention, without knowing our types.</summary>
internal static class NotebookFormatting
{
    /// <summary>The HTML and the plain text of a value.</summary>
    public static (string Html, string Text) Of(object value)
    {
        var attribute = Assert.Single(value.GetType().GetCustomAttributes(inherit: false), candidate => candidate.GetType().Name == "TypeFormatterSourceAttribute");
        Assert.Equal(["text/html", "text/plain"], (string[])Property(attribute, "PreferredMimeTypes"));
        var sourceType = (Type)Property(attribute, "FormatterSourceType");
        Assert.NotNull(sourceType.GetConstructor(Type.EmptyTypes));
        var formatters = (IEnumerable<object>)sourceType.GetMethod("CreateTypeFormatters")!.Invoke(Activator.CreateInstance(sourceType), null)!;
        var forms = formatters.Where(formatter => ((string)Property(formatter, "MimeType")).StartsWith("text/", StringComparison.Ordinal)).ToDictionary(formatter => (string)Property(formatter, "MimeType"), formatter => Format(formatter, value));
        return (forms["text/html"], forms["text/plain"]);
    }

    private static string Format(object formatter, object value)
    {
        var format = Assert.Single(formatter.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance), method => method.Name == "Format");
        Assert.Equal([typeof(object), typeof(TextWriter)], format.GetParameters().Select(parameter => parameter.ParameterType));
        Assert.Equal(typeof(bool), format.ReturnType);
        using var writer = new StringWriter();
        Assert.True((bool)format.Invoke(formatter, [value, writer])!);
        return writer.ToString();
    }

    private static object Property(object instance, string name) => instance.GetType().GetProperty(name)!.GetValue(instance)!;
}

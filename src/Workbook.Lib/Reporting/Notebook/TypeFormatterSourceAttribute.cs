namespace Workbook.Reporting;

/// <summary>
/// Names the formatters of a type. C# notebook kernels find this attribute by its simple name, so that a library needs no reference to any of
/// them; the type named here has a public parameterless constructor and a public <c>CreateTypeFormatters()</c>.
/// </summary>
/// <param name="formatterSourceType">Makes the formatters: <see cref="NotebookFormatters"/>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>Makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The forms that are sent together for one value, best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = ["text/html", "text/plain"];

    /// <summary>Forms that the workbook's own kernel sends besides; .NET Interactive, which would send JSON as a string, does not look here.</summary>
    public string[] FurtherMimeTypes { get; set; } = [];
}

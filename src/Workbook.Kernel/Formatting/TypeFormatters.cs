using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;

namespace Workbook.Kernel.Formatting;

/// <summary>
/// How a type says that it is shown, without referencing this assembly: an attribute named <c>TypeFormatterSourceAttribute</c> with a
/// <c>Type FormatterSourceType</c>, optional <c>string[] PreferredMimeTypes</c>, and <c>string[] FurtherMimeTypes</c>, which this kernel alone adds to
/// them; the source has a public <c>CreateTypeFormatters()</c> whose items
/// have a <c>string MimeType</c> and one <c>bool Format(object instance, TextWriter writer)</c>.
/// </summary>
internal sealed class TypeFormatters
{
    private static readonly ConcurrentDictionary<Type, TypeFormatters?> Cache = new();

    private readonly IReadOnlyList<(string MimeType, Func<object, TextWriter, bool> Format)> formatters;
    private readonly string[] preferred;

    private TypeFormatters(IReadOnlyList<(string, Func<object, TextWriter, bool>)> formatters, string[] preferred)
    {
        this.formatters = formatters;
        this.preferred = preferred;
    }

    /// <summary>The formatters of a type or its nearest base class that names some; null where none does.</summary>
    /// <exception cref="InvalidOperationException">The attribute is there, but what it names does not follow the convention.</exception>
    public static TypeFormatters? Of(Type type) => Cache.GetOrAdd(type, Find);

    /// <summary>The value in the MIME types asked for, or else preferred, or else in all that the type has.</summary>
    public IEnumerable<(string MimeType, string Text)> Format(object value, IReadOnlyCollection<string> mimeTypes)
    {
        var wanted = mimeTypes.Count > 0 ? mimeTypes : preferred;
        foreach (var (mimeType, format) in formatters)
        {
            if (wanted.Count > 0 && !wanted.Contains(mimeType))
                continue;
            using var writer = new StringWriter(CultureInfo.InvariantCulture);
            if (format(value, writer))
                yield return (mimeType, writer.ToString());
        }
    }

    private static TypeFormatters? Find(Type type)
    {
        var attribute = type.GetCustomAttributes(inherit: true).FirstOrDefault(attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute");
        if (attribute is null)
            return null;
        var source = Property<Type>(attribute, "FormatterSourceType") ?? throw Broken(type, "its attribute has no Type FormatterSourceType");
        var preferred = Property<string[]>(attribute, "PreferredMimeTypes") ?? [];
        if (preferred.Length > 0)
            preferred = [.. preferred, .. Property<string[]>(attribute, "FurtherMimeTypes") ?? []];
        var create = source.GetMethod("CreateTypeFormatters", Type.EmptyTypes) ?? throw Broken(type, $"{source.Name} has no public CreateTypeFormatters()");
        var constructor = source.GetConstructor(Type.EmptyTypes) ?? throw Broken(type, $"{source.Name} has no public constructor without parameters");
        if (create.Invoke(constructor.Invoke(null), null) is not IEnumerable created)
            throw Broken(type, $"{source.Name}.CreateTypeFormatters() returns no sequence");
        return new TypeFormatters([.. created.Cast<object>().Select(formatter => Bound(type, formatter))], preferred);
    }

    private static (string, Func<object, TextWriter, bool>) Bound(Type type, object formatter)
    {
        var name = formatter.GetType().Name;
        var mimeType = Property<string>(formatter, "MimeType") ?? throw Broken(type, $"{name} has no public string MimeType");
        var methods = formatter.GetType().GetMethods().Where(method => method.Name == "Format").ToArray();
        if (methods is not [{ IsStatic: false } method]
            || method.ReturnType != typeof(bool)
            || !method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual([typeof(object), typeof(TextWriter)]))
        {
            throw Broken(type, $"{name} must have exactly one public bool Format(object instance, TextWriter writer)");
        }
        return (mimeType, method.CreateDelegate<Func<object, TextWriter, bool>>(formatter));
    }

    private static T? Property<T>(object instance, string name)
        where T : class => instance.GetType().GetProperty(name)?.GetValue(instance) as T;

    private static InvalidOperationException Broken(Type type, string what) => new($"{type.Name} cannot be shown: {what}.");
}

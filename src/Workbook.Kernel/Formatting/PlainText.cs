using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Workbook.Kernel.Formatting;

/// <summary>
/// Any value as readable text, in the invariant culture: sequences in brackets, records and objects by their members. Long sequences, deep
/// objects and long texts within them are cut.
/// </summary>
internal sealed class PlainText
{
    private const int MostItems = 100;
    private const int MostMembers = 50;
    private const int MostDepth = 4;
    private const int MostLength = 20_000;

    private readonly StringBuilder text = new();

    private PlainText()
    {
    }

    public static string Of(object? value)
    {
        if (value is string whole)
            return whole;
        var plain = new PlainText();
        plain.Write(value, 0);
        return plain.text.Length <= MostLength ? plain.text.ToString() : plain.text.ToString(0, MostLength) + $"... ({plain.text.Length - MostLength} more characters)";
    }

    private void Write(object? value, int depth)
    {
        switch (value)
        {
            case null:
                text.Append("<null>");
                break;
            case string inner:
                text.Append(inner);
                break;
            case double or float or Half or decimal or DateTime or DateTimeOffset or DateOnly or TimeOnly or IFormattable and not IEnumerable:
                text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case DictionaryEntry entry:
                WritePair(entry.Key, entry.Value, depth);
                break;
            case ITuple tuple:
                WriteItems(Enumerable.Range(0, tuple.Length).Select(index => tuple[index]), "(", "", ")", depth);
                break;
            case Type type:
                text.Append(type.FullName ?? type.Name);
                break;
            case IDictionary dictionary when !HasOwnText(value.GetType()):
                WriteItems(dictionary, "{", " ", "}", depth);
                break;
            case IEnumerable sequence when !HasOwnText(value.GetType()):
                WriteItems(sequence, "[", " ", "]", depth);
                break;
            default:
                WriteObject(value, depth);
                break;
        }
    }

    private void WriteItems(IEnumerable items, string open, string padding, string close, int depth)
    {
        if (depth >= MostDepth)
        {
            text.Append("...");
            return;
        }
        text.Append(open);
        var count = 0;
        foreach (var item in items)
        {
            text.Append(count == 0 ? padding : ", ");
            if (count++ == MostItems || text.Length > MostLength)
            {
                text.Append(items is ICollection { Count: var all } ? string.Create(CultureInfo.InvariantCulture, $"... ({all - count + 1} more)") : "...");
                break;
            }
            Write(item, depth + 1);
        }
        text.Append(count == 0 ? "" : padding).Append(close);
    }

    private void WriteObject(object value, int depth)
    {
        var type = value.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
        {
            WritePair(type.GetProperty("Key")!.GetValue(value), type.GetProperty("Value")!.GetValue(value), depth);
            return;
        }
        if (HasOwnText(type))
        {
            text.Append(value);
            return;
        }
        var members = Members(type);
        var name = type.Name.StartsWith("<>", StringComparison.Ordinal) ? "" : type.Name.Split('`')[0] + " ";
        if (depth >= MostDepth || members.Count == 0)
        {
            text.Append(members.Count == 0 ? name.TrimEnd() : name + "{ ... }");
            return;
        }
        text.Append(name).Append("{ ");
        for (var i = 0; i < members.Count && i < MostMembers && text.Length <= MostLength; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(members[i].Name).Append(" = ");
            Write(Read(members[i], value), depth + 1);
        }
        text.Append(members.Count > MostMembers ? ", ... }" : " }");
    }

    private void WritePair(object? key, object? value, int depth)
    {
        Write(key, depth + 1);
        text.Append(": ");
        Write(value, depth + 1);
    }

    /// <summary>Whether its author gave the type a ToString; that of a record, an anonymous type, object or ValueType is not one.</summary>
    private static bool HasOwnText(Type type)
    {
        var method = type.GetMethod("ToString", Type.EmptyTypes);
        return method?.DeclaringType is { } declaring
            && declaring != typeof(object)
            && declaring != typeof(ValueType)
            && !method.IsDefined(typeof(CompilerGeneratedAttribute))
            && !declaring.IsDefined(typeof(CompilerGeneratedAttribute));
    }

    private static List<MemberInfo> Members(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike),
        .. type.GetFields(BindingFlags.Public | BindingFlags.Instance),
    ];

    private static object? Read(MemberInfo member, object value)
    {
        try
        {
            return member is PropertyInfo property ? property.GetValue(value) : ((FieldInfo)member).GetValue(value);
        }
        catch (TargetInvocationException problem)
        {
            return $"<{problem.InnerException!.GetType().Name}: {problem.InnerException.Message}>";
        }
    }
}

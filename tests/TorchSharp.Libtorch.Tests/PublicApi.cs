using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace TorchSharp.Libtorch.Tests;

/// <summary>Prints an assembly's public and protected members, one a line, in the form of torchsharp-api.txt.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(sbyte)] = "sbyte", [typeof(byte)] = "byte", [typeof(short)] = "short", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
    };

    internal static IEnumerable<string> Lines(Assembly assembly) => assembly.GetTypes()
        .Where(type => type.IsVisible && type.Namespace is { } space && space.StartsWith("TorchSharp", StringComparison.Ordinal))
        .SelectMany(type => Lines(type).Select(line => $"{type.FullName!.Replace('+', '.')} :: {line}"));

    private static IEnumerable<string> Lines(Type type)
    {
        yield return $"TYPE {KindOf(type)} {Name(type)}{BaseOf(type)}";
        if (type.IsEnum)
        {
            var entries = Enum.GetNames(type).Select(name => $"{name}={Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
            yield return $"ENUM {Enum.GetUnderlyingType(type).Name} {string.Join(", ", entries)}";
            yield break;
        }
        foreach (var constructor in type.GetConstructors(Declared).Where(Visible))
            yield return $"CTOR {Modifiers(constructor)}{Name(type)}({Parameters(constructor.GetParameters())})";
        foreach (var field in type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily))
            yield return $"FIELD {(field.IsPublic ? "" : "protected ")}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}";
        foreach (var property in type.GetProperties(Declared))
        {
            var (get, set) = (Seen(property.GetMethod), Seen(property.SetMethod));
            if (get is null && set is null)
                continue;
            var index = property.GetIndexParameters();
            var name = index.Length > 0 ? $"this[{Parameters(index)}]" : property.Name;
            var result = Annotated(property.PropertyType, property, () => Nullability.Create(property));
            yield return $"PROP {Modifiers((property.GetMethod ?? property.SetMethod)!)}{result} {name} {{ {(get is null ? "" : "get; ")}{(set is null ? "" : "set; ")}}}";
        }
        foreach (var method in type.GetMethods(Declared).Where(Visible))
        {
            if (method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal))
                continue;
            var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
            var result = Annotated(method.ReturnType, method.ReturnParameter, () => Nullability.Create(method.ReturnParameter));
            yield return $"METH {Modifiers(method)}{result} {method.Name}{generics}({Parameters(method.GetParameters())})";
        }
    }

    private static MethodInfo? Seen(MethodInfo? accessor) => accessor is not null && Visible(accessor) ? accessor : null;

    private static bool Visible(MethodBase member) => member.IsPublic || member.IsFamily || member.IsFamilyOrAssembly;

    private static string KindOf(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsSealed: true } => "sealed class",
        { IsAbstract: true } => "abstract class",
        _ => "class",
    };

    private static string BaseOf(Type type) =>
        type.BaseType is { } parent && parent != typeof(object) && !type.IsEnum && !type.IsValueType ? $" : {Name(parent)}" : "";

    private static string Modifiers(MethodBase member)
    {
        var access = member.IsPublic ? "" : member.IsFamilyOrAssembly ? "protected internal " : "protected ";
        var dispatch = member.IsAbstract ? "abstract "
            : member is MethodInfo { IsVirtual: true, IsFinal: false } method ? method.GetBaseDefinition().DeclaringType == method.DeclaringType ? "virtual " : "override "
            : "";
        return access + (member.IsStatic ? "static " : "") + dispatch;
    }

    private static string Parameters(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var text = new StringBuilder();
        if (parameter.Position == 0 && parameter.Member.IsDefined(typeof(ExtensionAttribute), false))
            text.Append("this ");
        text.Append(parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : "");
        text.Append(Annotated(parameter.ParameterType, parameter, () => Nullability.Create(parameter))).Append(' ').Append(parameter.Name);
        return text.Append(DefaultOf(parameter)).ToString();
    }

    private static string DefaultOf(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue)
            return "";
        var bare = Nullable.GetUnderlyingType(parameter.ParameterType);
        var type = bare ?? parameter.ParameterType;
        return parameter.DefaultValue switch
        {
            null => parameter.ParameterType.IsValueType && bare is null ? " = default" : " = null",
            bool flag => flag ? " = true" : " = false",
            string text => $" = \"{text}\"",
            var value when type.IsEnum => $" = {type.Name}.{Enum.GetName(type, value)}",
            float number => $" = {number.ToString(CultureInfo.InvariantCulture)}f",
            var value => $" = {Convert.ToString(value, CultureInfo.InvariantCulture)}",
        };
    }

    /// <summary>The type's name with the names of a tuple's elements, and with a question mark where a reference may be null.</summary>
    private static string Annotated(Type type, ICustomAttributeProvider source, Func<NullabilityInfo> nullability)
    {
        var name = Name(type);
        var names = source.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).Cast<TupleElementNamesAttribute>().FirstOrDefault()?.TransformNames;
        var open = name.IndexOf('(', StringComparison.Ordinal);
        if (names is not null && open >= 0)
        {
            var close = name.IndexOf(')', open);
            var elements = name[(open + 1)..close].Split(", ");
            name = elements.Length == names.Count
                ? $"{name[..(open + 1)]}{string.Join(", ", elements.Zip(names, (element, label) => label is null ? element : $"{element} {label}"))}{name[close..]}"
                : $"{name}/*{string.Join(',', names)}*/";
        }
        try
        {
            return !type.IsValueType && !name.EndsWith('?') && nullability().ReadState == NullabilityState.Nullable ? name + "?" : name;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            return name;
        }
    }

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsPointer)
            return Name(type.GetElementType()!) + "*";
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (Nullable.GetUnderlyingType(type) is { } bare)
            return Name(bare) + "?";
        if (type.IsGenericParameter)
            return type.Name;
        var arguments = string.Join(", ", type.GetGenericArguments().Select(Name));
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true)
            return $"({arguments})";
        var name = type.Name.Split('`')[0];
        if (type is { IsNested: true, DeclaringType: { } outer } && outer.Name is not ("torch" or "torchvision" or "nn"))
            name = $"{Name(outer).Split('<')[0]}.{name}";
        return type.IsGenericType ? $"{name}<{arguments}>" : name;
    }
}

using System.Reflection;

namespace TorchSharp.Utils;

/// <summary>The name under which a module's field is registered, where it is not the field's own.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    public ComponentNameAttribute()
    {
    }

    public string Name { get; set; } = "";

    internal static string Of(FieldInfo field) =>
        field.GetCustomAttribute<ComponentNameAttribute>() is { Name.Length: > 0 } attribute ? attribute.Name : field.Name;
}

using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>Element types under the names that safetensors gives them.</summary>
internal static class SafetensorsType
{
    private static readonly Dictionary<string, ScalarType> s_types = new()
    {
        ["F64"] = ScalarType.Float64,
        ["F32"] = ScalarType.Float32,
        ["F16"] = ScalarType.Float16,
        ["BF16"] = ScalarType.BFloat16,
        ["I64"] = ScalarType.Int64,
        ["I32"] = ScalarType.Int32,
        ["I16"] = ScalarType.Int16,
        ["I8"] = ScalarType.Int8,
        ["U8"] = ScalarType.Byte,
        ["BOOL"] = ScalarType.Bool,
    };

    /// <exception cref="FormatException">There is no such type, or libtorch has none like it.</exception>
    public static ScalarType Parse(string? name) =>
        name is not null && s_types.TryGetValue(name, out var type) ? type : throw new FormatException($"the type \"{name}\", expected one of {string.Join(", ", s_types.Keys)}");

    /// <exception cref="ArgumentException">Safetensors has no such type.</exception>
    public static string Name(ScalarType type)
    {
        foreach (var (name, candidate) in s_types)
            if (candidate == type)
                return name;
        throw new ArgumentException($"Safetensors does not hold {type}, only {string.Join(", ", s_types.Values)}.", nameof(type));
    }

    /// <summary>Bytes of an element.</summary>
    public static int Size(ScalarType type) => type switch
    {
        ScalarType.Float64 or ScalarType.Int64 => 8,
        ScalarType.Float32 or ScalarType.Int32 => 4,
        ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Int16 => 2,
        ScalarType.Int8 or ScalarType.Byte or ScalarType.Bool => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of weights."),
    };
}

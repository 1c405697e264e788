using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Workbook.Results;

/// <summary>Specifications and records to JSON and back: camel-case names, enumerations by name, absent instead of null.</summary>
internal static class RecordJson
{
    // One for all serializers: it is what remembers the types it has seen.
    private static readonly DefaultContractResolver Resolver = new()
    {
        NamingStrategy = new CamelCaseNamingStrategy { ProcessDictionaryKeys = false, OverrideSpecifiedNames = true },
    };

    private static readonly JsonSerializer Serializer = Create(ExperimentJson.Converters);

    /// <summary>A serializer with these converters beside the ones for enumerations.</summary>
    public static JsonSerializer Create(IEnumerable<JsonConverter> converters)
    {
        var serializer = new JsonSerializer
        {
            ContractResolver = Resolver,
            NullValueHandling = NullValueHandling.Ignore,
            ObjectCreationHandling = ObjectCreationHandling.Replace, // or a default that all share, such as DetectorScale.Paper, would be written into
            DateParseHandling = DateParseHandling.DateTimeOffset,
            FloatParseHandling = FloatParseHandling.Double,
            Culture = System.Globalization.CultureInfo.InvariantCulture,
        };
        serializer.Converters.Add(new StringEnumConverter(new CamelCaseNamingStrategy(), allowIntegerValues: false));
        foreach (var converter in converters)
            serializer.Converters.Add(converter);
        return serializer;
    }

    /// <summary>A value as JSON.</summary>
    public static JObject ToJson(object value) => JObject.FromObject(value, Serializer);

    /// <summary>A value from JSON.</summary>
    public static T FromJson<T>(JObject json) => json.ToObject<T>(Serializer)!;
}

using System.Diagnostics;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Workbook.Experiments;
using Workbook.Losses;

namespace Workbook.Results;

/// <summary>JSON of the closed hierarchies of Workbook.Experiments: an object whose first property, <c>kind</c>, says which it is.</summary>
internal static class ExperimentJson
{
    /// <summary>Converters for <see cref="Experiment"/>, <see cref="ClassificationData"/> and <see cref="Loss"/>.</summary>
    public static IReadOnlyList<JsonConverter> Converters { get; } =
    [
        new KindConverter<Experiment>([("classification", typeof(ClassificationExperiment))]),
        new KindConverter<ClassificationData>([("cifar100-lt", typeof(Cifar100LongTail))]),
        new LossConverter(),
    ];

    private static JsonSerializationException Unknown<T>(string? kind, IEnumerable<string> known) =>
        new($"A {typeof(T).Name} has the kind \"{kind}\"; expected {string.Join(", ", known)}.");

    /// <summary>Reads and writes the properties of a record; what is computed (get only) is left out.</summary>
    private sealed class KindConverter<T>((string Kind, Type Type)[] kinds) : JsonConverter
        where T : class
    {
        public override bool CanConvert(Type objectType) => objectType.IsAssignableTo(typeof(T));

        public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
        {
            var json = new JObject { ["kind"] = kinds.Single(kind => kind.Type == value!.GetType()).Kind };
            var inner = Inner();
            foreach (var property in value!.GetType().GetProperties().Where(property => property.CanWrite).OrderBy(property => property.MetadataToken))
                if (property.GetValue(value) is { } part)
                    json[char.ToLowerInvariant(property.Name[0]) + property.Name[1..]] = JToken.FromObject(part, inner);
            json.WriteTo(writer);
        }

        public override object ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
        {
            var json = JObject.Load(reader);
            var kind = (string?)json["kind"];
            var type = kinds.SingleOrDefault(known => known.Kind == kind).Type ?? throw Unknown<T>(kind, kinds.Select(known => known.Kind));
            json.Remove("kind");
            return json.ToObject(type, Inner())!;
        }

        private JsonSerializer Inner() => RecordJson.Create(Converters.Where(converter => converter != this));
    }

    private sealed class LossConverter : JsonConverter<Loss>
    {
        private static readonly string[] Kinds = ["softmax", "sigmoid", "eql", "seql", "focal", "class-balanced"];

        public override void WriteJson(JsonWriter writer, Loss? value, JsonSerializer serializer)
        {
            var json = value switch
            {
                Loss.SoftmaxCase => new JObject { ["kind"] = "softmax" },
                Loss.SigmoidCase => new JObject { ["kind"] = "sigmoid" },
                Loss.EqlCase eql => new JObject { ["kind"] = "eql", ["lambda"] = eql.Lambda },
                Loss.SoftmaxEqlCase seql => new JObject { ["kind"] = "seql", ["gamma"] = seql.Gamma, ["lambda"] = seql.Lambda },
                Loss.FocalCase { Alpha: { } alpha } focal => new JObject { ["kind"] = "focal", ["gamma"] = focal.Gamma, ["alpha"] = alpha },
                Loss.FocalCase focal => new JObject { ["kind"] = "focal", ["gamma"] = focal.Gamma },
                Loss.ClassBalancedCase balanced => new JObject
                {
                    ["kind"] = "class-balanced",
                    ["beta"] = balanced.Beta,
                    ["gamma"] = balanced.Gamma,
                    ["form"] = balanced.Form.ToString().ToLowerInvariant(),
                },
                _ => throw new UnreachableException(),
            };
            json.WriteTo(writer);
        }

        public override Loss ReadJson(JsonReader reader, Type objectType, Loss? existingValue, bool hasExistingValue, JsonSerializer serializer)
        {
            var json = JObject.Load(reader);
            double Number(string name) => (double?)json[name] ?? throw new JsonSerializationException($"A loss of kind {json["kind"]} has no \"{name}\".");
            return (string?)json["kind"] switch
            {
                "softmax" => Loss.Softmax(),
                "sigmoid" => Loss.Sigmoid(),
                "eql" => Loss.Eql(Number("lambda")),
                "seql" => Loss.SoftmaxEql(Number("gamma"), Number("lambda")),
                "focal" => Loss.Focal(Number("gamma"), (double?)json["alpha"]),
                "class-balanced" => Loss.ClassBalanced(Number("beta"), Number("gamma"), Enum.Parse<ClassBalancedForm>((string?)json["form"] ?? "", ignoreCase: true)),
                var kind => throw Unknown<Loss>(kind, Kinds),
            };
        }
    }
}

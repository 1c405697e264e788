using System.Diagnostics;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Workbook.Data;
using Workbook.Data.ImageNet;
using Workbook.Experiments;
using Workbook.Losses;

namespace Workbook.Results;

/// <summary>JSON of the closed hierarchies of Workbook.Experiments: an object whose first property, <c>kind</c>, says which it is.</summary>
internal static class ExperimentJson
{
    private static (string, Type)[] DataBesideLvis =>
        [("coco", typeof(Coco2017)), ("oid-shared", typeof(OpenImagesShared)), ("synthetic-external", typeof(SyntheticExternal))];

    /// <summary>Converters for <see cref="Experiment"/> and the closed hierarchies of its parts.</summary>
    public static IReadOnlyList<JsonConverter> Converters { get; } =
    [
        new KindConverter<Experiment>(
        [
            ("classification", typeof(ClassificationExperiment)), ("detection", typeof(DetectionExperiment)), ("backbone", typeof(BackboneExperiment)),
            ("challenge-system", typeof(ChallengeSystem)),
        ]),
        new KindConverter<ClassificationData>(
        [
            ("cifar100-lt", typeof(Cifar100LongTail)), ("imagenet-lt", typeof(ImageNetLt)), ("synthetic-imagenet-lt", typeof(SyntheticImageNetLt)),
        ]),
        // The first had no kind before there was a second.
        new KindConverter<ImageAugmentation>([(null, typeof(AugmentationRecipe)), ("random-resized-crop", typeof(CropRecipe))]),
        new KindConverter<DetectionData>([("lvis", typeof(Lvis)), ("oid19", typeof(OpenImages2019)), ("synthetic", typeof(SyntheticLongTail)), .. DataBesideLvis]),
        new KindConverter<Sampling>(
        [
            ("uniform", typeof(Sampling.Uniform)), ("class-aware", typeof(Sampling.ClassAware)), ("repeat-factor", typeof(Sampling.RepeatFactor)),
        ]),
        new KindConverter<ThresholdFunction>(
        [
            ("threshold", typeof(ThresholdFunction.Threshold)), ("exponential", typeof(ThresholdFunction.ExponentialDecay)),
            ("gompertz", typeof(ThresholdFunction.GompertzDecay)),
        ]),
        new LossConverter(),
    ];

    private static JsonSerializationException Unknown<T>(string? kind, IEnumerable<string?> known) =>
        new($"A {typeof(T).Name} has the kind \"{kind}\"; expected {string.Join(", ", known.Select(kind => kind ?? "none"))}.");

    /// <summary>Reads and writes the properties of a record; what is computed (get only) is left out.</summary>
    private sealed class KindConverter<T>((string? Kind, Type Type)[] kinds) : JsonConverter
        where T : class
    {
        public override bool CanConvert(Type objectType) => objectType.IsAssignableTo(typeof(T));

        public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
        {
            var json = new JObject();
            if (kinds.Single(kind => kind.Type == value!.GetType()).Kind is { } name)
                json["kind"] = name;
            var inner = RecordJson.Create(Converters);
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
            return json.ToObject(type, RecordJson.Create(Converters.Where(converter => converter != this)))!;
        }
    }

    private sealed class LossConverter : JsonConverter<Loss>
    {
        private static readonly string[] Kinds = ["softmax", "sigmoid", "eql", "eql-decay", "seql", "focal", "class-balanced"];

        public override void WriteJson(JsonWriter writer, Loss? value, JsonSerializer serializer)
        {
            var json = value switch
            {
                Loss.SoftmaxCase => new JObject { ["kind"] = "softmax" },
                Loss.SigmoidCase => new JObject { ["kind"] = "sigmoid" },
                Loss.EqlCase eql => new JObject
                {
                    ["kind"] = "eql", ["lambda"] = eql.Lambda, ["excludesBackground"] = eql.ExcludesBackground, ["keepsListed"] = eql.KeepsListed,
                },
                Loss.EqlDecayCase eql => new JObject
                {
                    ["kind"] = "eql-decay", ["decay"] = JToken.FromObject(eql.Decay, serializer), ["keepsListed"] = eql.KeepsListed,
                },
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
            double Number(string name) => (double?)json[name] ?? throw Missing(name);
            bool Flag(string name) => (bool?)json[name] ?? throw Missing(name);
            JsonSerializationException Missing(string name) => new($"A loss of kind {json["kind"]} has no \"{name}\".");
            return (string?)json["kind"] switch
            {
                "softmax" => Loss.Softmax(),
                "sigmoid" => Loss.Sigmoid(),
                "eql" => Loss.Eql(Number("lambda"), Flag("excludesBackground"), Flag("keepsListed")),
                "eql-decay" => Loss.EqlDecay(json["decay"]?.ToObject<ThresholdFunction>(serializer) ?? throw Missing("decay"), Flag("keepsListed")),
                "seql" => Loss.SoftmaxEql(Number("gamma"), Number("lambda")),
                "focal" => Loss.Focal(Number("gamma"), (double?)json["alpha"]),
                "class-balanced" => Loss.ClassBalanced(Number("beta"), Number("gamma"), Enum.Parse<ClassBalancedForm>((string?)json["form"] ?? "", ignoreCase: true)),
                var kind => throw Unknown<Loss>(kind, Kinds),
            };
        }
    }
}

using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Workbook.Reporting.Bundles;
using Xunit;

namespace Workbook.Tests.Reporting.Bundles;

/// <summary>What RO-Crate 1.1 asks of its metadata document (https://www.researchobject.org/ro-crate/specification/1.1/).</summary>
public sealed class RoCrateTests : IDisposable
{
    private readonly BundleSamples samples = new();

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Write_Bundle_IsAnROCrate()
    {
        var files = samples.ShareWithPredictions();
        using var reader = new JsonTextReader(new StringReader(files.Single(file => file.Name == RoCrate.Name).Text())) { DateParseHandling = DateParseHandling.None };
        var crate = JObject.Load(reader);
        var graph = crate["@graph"]!.Cast<JObject>().ToDictionary(entity => (string)entity["@id"]!); // no id twice

        Assert.Contains("https://w3id.org/ro/crate/1.1/context", crate["@context"]!.Values<object>().Select(value => value!.ToString()));
        var descriptor = graph["ro-crate-metadata.json"];
        Assert.Equal(("CreativeWork", "https://w3id.org/ro/crate/1.1", "./"), (Text(descriptor, "@type"), Id(descriptor, "conformsTo"), Id(descriptor, "about")));
        var root = graph["./"];
        Assert.Equal(("Dataset", "2026-01-02T04:00:05Z"), (Text(root, "@type"), Text(root, "datePublished")));
        Assert.All(["name", "description", "license"], property => Assert.NotNull(root[property]));
        Assert.Equal("ScholarlyArticle", Text(graph[Id(root, "citation")], "@type"));

        Assert.Equal(
            files.Select(file => file.Name).Where(name => name != RoCrate.Name).Order(StringComparer.Ordinal),
            root["hasPart"]!.Select(part => (string)part["@id"]!).Order(StringComparer.Ordinal));
        foreach (var file in files.Where(file => file.Name is not (RoCrate.Name or BundleManifest.Name)))
        {
            var entity = graph[file.Name];
            Assert.Equal(("File", file.Sha256, file.Content.Length.ToString(CultureInfo.InvariantCulture)), (Text(entity, "@type"), Text(entity, "sha256"), Text(entity, "contentSize")));
            Assert.Contains('/', Text(entity, "encodingFormat"));
        }

        var referenced = crate["@graph"]!.SelectMany(entity => entity.Children<JProperty>()).Where(property => property.Name is not ("conformsTo" or "actionStatus"))
            .SelectMany(property => property.Value.SelectTokens("$..['@id']")).Select(id => (string)id!);
        Assert.All(referenced, id => Assert.Contains(id, graph.Keys));

        var actions = graph.Values.Where(entity => Text(entity, "@type") == "CreateAction").ToArray();
        Assert.Equal(4, actions.Length);
        Assert.All(actions, action =>
        {
            Assert.Equal("SoftwareSourceCode", Text(graph[Id(action, "instrument")], "@type"));
            Assert.Equal(["runs/", "predictions/"], action["result"]!.Select(result => ((string)result["@id"]!).Split('/')[0] + "/"));
            Assert.Equal(("2026-01-02T03:00:05Z", "2026-01-02T04:00:05Z"), (Text(action, "startTime"), Text(action, "endTime")));
        });
    }

    private static string Text(JObject entity, string property) => (string)entity[property]!;

    private static string Id(JObject entity, string property) => (string)entity[property]!["@id"]!;
}

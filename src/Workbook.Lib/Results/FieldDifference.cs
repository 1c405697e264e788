using Newtonsoft.Json.Linq;

namespace Workbook.Results;

/// <summary>A field in which two specifications differ.</summary>
/// <param name="Field">Path of the field in the specification's JSON (<c>experiment.schedule.iterations</c>).</param>
/// <param name="Recorded">Its recorded value as JSON; <c>absent</c> where the record lacks the field.</param>
/// <param name="Now">Its value now as JSON; <c>absent</c> likewise.</param>
public sealed record FieldDifference(string Field, string Recorded, string Now)
{
    internal static IReadOnlyList<FieldDifference> Between(JObject recorded, JObject now)
    {
        var before = Leaves(recorded);
        var after = Leaves(now);
        return [.. before.Keys.Union(after.Keys)
            .Order(StringComparer.Ordinal)
            .Select(path => new FieldDifference(path, before.GetValueOrDefault(path, "absent"), after.GetValueOrDefault(path, "absent")))
            .Where(field => field.Recorded != field.Now)];
    }

    // A list is one field: "milestones: [750,1125]" tells more than its elements one by one. File names contain dots, so the path is built here.
    private static Dictionary<string, string> Leaves(JObject json)
    {
        var leaves = new Dictionary<string, string>();
        void Visit(JObject item, string prefix)
        {
            foreach (var property in item.Properties())
            {
                if (property.Value is JObject { HasValues: true } inner)
                    Visit(inner, prefix + property.Name + ".");
                else
                    leaves[prefix + property.Name] = CanonicalJson.Write(property.Value);
            }
        }
        Visit(json, "");
        return leaves;
    }
}

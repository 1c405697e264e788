using Newtonsoft.Json.Linq;
using Workbook.Results;

namespace Workbook.Data.Acquisition;

/// <summary>What the commands about data sets give to scripts: JSON texts, each one document ending in a line feed.</summary>
public static class AcquisitionJson
{
    /// <summary>The data sets, and what there is of each.</summary>
    public static string List(IEnumerable<(DatasetSource Source, IReadOnlyList<FileStatus> Files)> sets) => JsonLayout.Write(new JObject
    {
        ["dataSets"] = new JArray(sets.Select(set => new JObject
        {
            ["name"] = set.Source.Name,
            ["title"] = set.Source.Title,
            ["site"] = set.Source.Site.AbsoluteUri,
            ["files"] = new JArray(set.Files.Select(status =>
            {
                var json = Json(status.File, status.Path, status.State);
                json["bytesHere"] = status.Bytes;
                return json;
            })),
        })),
    });

    /// <summary>What became of a data set that was to be fetched.</summary>
    public static string Fetched(DatasetSource source, FetchReport report, ImageFolderReport? images)
    {
        var json = new JObject { ["name"] = source.Name, ["complete"] = report.IsComplete && images?.Missing is null or 0 };
        json["files"] = new JArray(report.Files.Select(file => Json(file.File, file.Path, file.Outcome, file.Detail)));
        Add(json, "content", report.Content);
        Add(json, "problem", report.Problem);
        AddImages(json, images);
        return JsonLayout.Write(json);
    }

    /// <summary>What the files of data sets are worth.</summary>
    public static string Verified(IEnumerable<VerifyReport> sets, ImageFolderReport? images)
    {
        var json = new JObject
        {
            ["dataSets"] = new JArray(sets.Select(set =>
            {
                var json = new JObject
                {
                    ["name"] = set.Source.Name,
                    ["intact"] = set.IsIntact,
                    ["files"] = new JArray(set.Files.Select(file => Json(file.File, file.Path, file.Outcome, file.Detail))),
                };
                Add(json, "content", set.Content);
                Add(json, "problem", set.Problem);
                return json;
            })),
        };
        AddImages(json, images);
        return JsonLayout.Write(json);
    }

    private static JObject Json(RemoteFile file, string path, Enum state, string? detail = null)
    {
        var name = state.ToString();
        var json = new JObject { ["part"] = file.Part, ["path"] = path, ["state"] = char.ToLowerInvariant(name[0]) + name[1..], ["address"] = file.Address.AbsoluteUri };
        if (file.Size is { } size)
            json["size"] = size;
        Add(json, "detail", detail);
        return json;
    }

    private static void AddImages(JObject json, ImageFolderReport? images)
    {
        if (images is not null)
            json["images"] = new JObject
            {
                ["folder"] = images.Folder,
                ["listed"] = images.Listed,
                ["missing"] = images.Missing,
                ["examples"] = new JArray(images.Examples),
            };
    }

    private static void Add(JObject json, string name, string? value)
    {
        if (value is not null)
            json[name] = value;
    }
}

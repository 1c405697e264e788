using Newtonsoft.Json.Linq;

namespace Workbook.Results;

/// <summary>A record and its file.</summary>
public sealed class StoredRecord
{
    internal StoredRecord(string path, RunRecord record, JObject specification)
    {
        Path = path;
        Record = record;
        Specification = specification;
        Identity = RunSpec.IdentityOf(specification);
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>What the file holds.</summary>
    public RunRecord Record { get; }

    /// <summary>
    /// The identity as recorded. It differs from that of <see cref="RunRecord.Spec"/> when experiments have gained a setting since.
    /// </summary>
    public string Identity { get; }

    /// <summary>The specification as recorded, before it was read into today's types.</summary>
    internal JObject Specification { get; }
}

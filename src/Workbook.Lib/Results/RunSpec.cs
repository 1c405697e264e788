using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Workbook.Data;
using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>Everything that decides the outcome of one training run. Two runs with equal <see cref="Identity"/> would give the same numbers.</summary>
public sealed record RunSpec
{
    /// <summary>What is trained, already at the scale of <see cref="Profile"/>.</summary>
    public required Experiment Experiment { get; init; }

    /// <summary>The scale.</summary>
    public required Profile Profile { get; init; }

    /// <summary>Seed of weights, order and augmentation; at least 0.</summary>
    public required int Seed { get; init; }

    /// <summary><c>cpu</c> or <c>cuda</c>: they round differently. Threads and processor are part of the record, not of the identity.</summary>
    public required string Device { get; init; }

    /// <summary>The data trained and tested on, with its hashes; the description is no part of the identity.</summary>
    public required DataSource Data { get; init; }

    /// <summary>Identities of the trainings whose detectors it tests, in order; null for a run that trains.</summary>
    public IReadOnlyList<string>? Parts { get; init; }

    /// <summary>The sources that training runs through: see <see cref="Results.TrainingCode"/>.</summary>
    public required string TrainingCode { get; init; }

    /// <summary>Version of libtorch.</summary>
    public required string Libtorch { get; init; }

    /// <summary>SHA-256, in 64 lower-case hexadecimal digits, of the canonical JSON of this specification.</summary>
    [JsonIgnore]
    public string Identity => IdentityOf(RecordJson.ToJson(this));

    /// <summary>Name of the run's record, without extension: experiment, seed and the first eight digits of the identity.</summary>
    [JsonIgnore]
    public string Name => FormattableString.Invariant($"{Experiment.Slug}-s{Seed}-{Identity[..8]}");

    /// <summary>The identity of a specification in JSON, as a record holds it.</summary>
    internal static string IdentityOf(JObject spec) => CanonicalJson.Hash(Identifying(spec));

    /// <summary>The part of a specification in JSON that the identity is taken of.</summary>
    internal static JObject Identifying(JObject spec)
    {
        var part = (JObject)spec.DeepClone();
        (part["data"] as JObject)?.Remove("description");
        return part;
    }

    /// <summary>Equal identities.</summary>
    public bool Equals(RunSpec? other) => other is not null && Identity == other.Identity;

    /// <inheritdoc/>
    public override int GetHashCode() => Identity.GetHashCode(StringComparison.Ordinal);
}

using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>
/// The results folder: <c>ROOT/PROFILE/runs/NAME.json</c> holds a run's record, <c>ROOT/PROFILE/work/IDENTITY/</c> what a run leaves beside it
/// (checkpoint, scores, log; not committed), <c>ROOT/PROFILE/TABLE.md</c>, <c>.csv</c> and <c>.json</c> the tables.
/// </summary>
public sealed class ResultStore
{
    /// <param name="root">The folder; created when something is written.</param>
    public ResultStore(string root) => Root = Path.GetFullPath(root);

    /// <summary>The folder, as a full path.</summary>
    public string Root { get; }

    /// <summary>Folder of a profile.</summary>
    public string ProfileFolder(Profile profile) => Path.Combine(Root, profile.ToString().ToLowerInvariant());

    /// <summary>File of a run's record.</summary>
    public string RecordPath(RunSpec spec) => Path.Combine(RunsFolder(spec.Profile), spec.Name + ".json");

    /// <summary>Folder for a run's checkpoint and other working files.</summary>
    public string WorkFolder(RunSpec spec) => Path.Combine(ProfileFolder(spec.Profile), "work", spec.Identity);

    /// <summary>Reads all records of a profile. A file that is no valid record becomes a problem and does not hinder the others.</summary>
    public StoreContent Load(Profile profile)
    {
        var folder = RunsFolder(profile);
        if (!Directory.Exists(folder))
            return new StoreContent([], []);
        var records = new List<StoredRecord>();
        var problems = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                records.Add(Read(path, profile));
            }
            catch (InvalidDataException problem)
            {
                problems.Add(problem.Message);
            }
        }
        return new StoreContent(records, problems);
    }

    /// <summary>The record of a run; null where there is none that can be read.</summary>
    public StoredRecord? Find(RunSpec spec)
    {
        try
        {
            var path = RecordPath(spec);
            return File.Exists(path) && Read(path, spec.Profile) is { } stored && stored.Identity == spec.Identity ? stored : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Writes a record, replacing an earlier one of the same run, and returns its path.</summary>
    public string Write(RunRecord record)
    {
        var path = RecordPath(record.Spec);
        AtomicFile.Write(path, JsonLayout.Write(RecordJson.ToJson(record)));
        return path;
    }

    /// <summary>Takes the run for this process until the lock is disposed; null, with the holder in words, while another process has it.</summary>
    public RunLock? TryLock(RunSpec spec, out string? holder) => RunLock.TryTake(WorkFolder(spec), out holder);

    /// <summary>Reads one record.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="profile">Its profile; null for any.</param>
    /// <exception cref="InvalidDataException">The file is no valid record of that profile; the message names it.</exception>
    internal static StoredRecord Read(string path, Profile? profile)
    {
        try
        {
            using var text = new StreamReader(path);
            return Parse(text, path, profile);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, problem.Message, problem);
        }
    }

    /// <summary>Reads one record from its text.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="path">What to call it.</param>
    /// <param name="profile">Its profile; null for any.</param>
    /// <exception cref="InvalidDataException">It is no valid record of that profile; the message names it.</exception>
    internal static StoredRecord Parse(TextReader text, string path, Profile? profile)
    {
        try
        {
            using var reader = new JsonTextReader(text) { DateParseHandling = DateParseHandling.None };
            var json = JObject.Load(reader);
            if ((int?)json["format"] is not RunRecord.CurrentFormat)
                throw Invalid(path, $"format {json["format"] ?? "missing"}, expected {RunRecord.CurrentFormat}");
            if (json["spec"] is not JObject specification)
                throw Invalid(path, "no \"spec\"");
            if ((string?)json["identity"] is var identity && identity != RunSpec.IdentityOf(specification))
                throw Invalid(path, $"identity {identity ?? "missing"}, but its spec has {RunSpec.IdentityOf(specification)}; was it edited by hand?");
            var record = RecordJson.FromJson<RunRecord>(json);
            if (record is not
                {
                    Spec: { Experiment: not null, Device: not null, Data: { Name: not null, Description: not null, Sha256: not null }, TrainingCode: not null, Libtorch: not null },
                    Environment: not null,
                    Metrics: not null,
                })
                throw Invalid(path, "a part of its spec, its environment or its metrics is missing");
            if (profile is not null && record.Spec.Profile != profile)
                throw Invalid(path, $"profile {record.Spec.Profile} in a folder of {profile}");
            return new StoredRecord(path, record, specification);
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException or FormatException or OverflowException)
        {
            throw Invalid(path, problem.Message, problem);
        }
    }

    private static InvalidDataException Invalid(string path, string why, Exception? cause = null) =>
        new($"{path} is not a run record: {why}. Restore it from version control, or delete it to run again.", cause);

    private string RunsFolder(Profile profile) => Path.Combine(ProfileFolder(profile), "runs");
}
